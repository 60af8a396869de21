/**
 * Spanish. Abbreviations follow the list of the Real Academia's "Ortografía" (appendix 2), with the ranks and offices
 * Mexican and Spanish newsrooms use. Openers are closed-class words.
 */
import type { SentenceWords } from './types.ts';

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

export const es: SentenceWords = {
  never: words(`
    Sr. Sra. Srta. Sres. Sras. Dr. Dra. Dres. D. Dª. Dña. Lic. Licda. Ing. Arq. Prof. Profa. Mtro. Mtra. Pdte. Pdta.
    Gral. Gob. Cnel. Cor. Cap. Tte. Sgto. Cmdte. Alm. Vicealm. Contralm. Brig. Dip. Sen. Mons. Fr. Sto. Sta. Rvdo.
    Excmo. Excma. Ilmo. Ilma. Hno. Hna. Magdo. Magda. Mag. Min. Subsec. Comte. Cdte. EE. FF. AA. JJ. RR. CC.
    Av. Avda. Blvr. Blvd. Col. Mpio. Edo. Depto. Dpto. Cía. vs. p.ej. ej. aprox. cf. cfr.`),
  maybe: words(`
    UU. EE.UU. EUA. E.U.A. E.U. E.E.U.U. U.S. CDMX. D.F. S.A. S.L. C.V. N.L. B.C. Q.R. S.L.P. a.C. d.C. etc. etcétera. Jr. Inc. Corp.
    Ltd. Co. Edomex. Ags. Chih. Coah. Dgo. Gto. Gro. Hgo. Jal. Mich. Mor. Nay. Oax. Pue. Qro. Sin. Son. Tab. Tamps.
    Tlax. Ver. Yuc. Zac. ene. feb. abr. jun. jul. ago. sep. sept. oct. nov. dic.`),
  clock: ['a.m.', 'p.m.', 'a. m.', 'p. m.', 'hrs.', 'h.', 'm.'],
  beforeFigure: words(`
    No. Nos. Núm. núm. núms. Art. art. arts. Arts. fracc. pág. págs. p. pp. inc. c. n. vol. Vol. cap. tel. Tel.`),
  timeWords: ['GMT', 'UTC', 'CET', 'EST', 'ET', 'Hora'],
  openers: words(`
    el la los las lo un una unos unas este esta estos estas ese esa esos esas aquel aquella esto eso
    él ella ello ellos ellas yo nosotros nosotras usted ustedes su sus mi nuestro nuestra se le les me nos
    quien quién que qué cuando cuándo donde dónde cómo como por para en con sin sobre tras ante bajo desde hasta entre
    hacia según contra durante mediante a al de del y e o u ni pero mas sino aunque si porque pues mientras
    no nunca jamás tampoco también además ahora ayer hoy mañana luego después antes entonces así ya aún todavía
    sin embargo asimismo incluso solo sólo hay había fue es era son eran está están ha han había habían
    dos tres cuatro cinco seis siete ocho nueve diez muchos muchas algunos algunas varios varias otro otra otros otras
    todo toda todos todas cada ambos ambas ninguno ninguna uno`),
  labels: words(
    'Plan plan Grupo grupo Clase clase Tipo tipo Parte Sección Título Vitamina vitamina Hepatitis Opción Punto',
  ),
  sayVerbs: words('dijo dice preguntó preguntaba respondió agregó añadió exclamó señaló escribió afirmó'),
};
