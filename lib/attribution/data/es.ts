/** Spanish cue words. Data, not logic. Folded: lower case, no accents. */
import type { CueLists } from '../cue-types.ts';
import { phrases, words } from './lists.ts';

/** Third persons (present, preterite, imperfect, conditional, perfect participle) and first persons of regular verbs. */
function conjugate(infinitives: string): { finite: string[]; gerunds: string[] } {
  const finite: string[] = [];
  const gerunds: string[] = [];
  for (const verb of words(infinitives)) {
    const stem = verb.slice(0, -2);
    const ending = verb.slice(-2);
    if (ending === 'ar') {
      finite.push(`${stem}a`, `${stem}an`, `${stem}o`, `${stem}aron`, `${stem}aba`, `${stem}aban`, `${stem}ado`);
      finite.push(`${verb}ia`, `${verb}a`, `${verb}an`);
      gerunds.push(`${stem}ando`);
    } else {
      const e = ending === 'er' ? 'e' : 'e';
      finite.push(`${stem}${e}`, `${stem}en`, `${stem}io`, `${stem}ieron`, `${stem}ia`, `${stem}ian`, `${stem}ido`);
      finite.push(`${verb}ia`, `${verb}a`, `${verb}an`);
      gerunds.push(`${stem}iendo`);
    }
  }
  return { finite, gerunds };
}

const strong = conjugate(
  `afirmar asegurar señalar indicar explicar declarar comentar agregar anadir subrayar recalcar insistir precisar
   matizar apuntar relatar aseverar aducir argumentar alegar admitir conceder manifestar responder contestar replicar
   aclarar reiterar recordar lamentar advertir avisar comunicar informar confiar detallar puntualizar sentenciar rematar
   soltar rematar resumir zanjar espetar ironizar bromear gritar murmurar susurrar exclamar tuitear abundar contraatacar
   gruñir bufar refunfuñar platicar opinar lamentar suspirar pregonar vociferar sermonear predicar resoplar teorizar
   presumir jurar prometer clamar aventurar pronosticar augurar denunciar reprochar reclamar quejarse`.replace(
    /ñ/g,
    'n',
  ),
);
const weak = conjugate(
  `publicar revelar divulgar adelantar filtrar confirmar negar rechazar calcular estimar considerar opinar creer pensar
   sugerir mostrar registrar contar citar mencionar hablar pedir exigir temer esperar preguntar condenar acusar llamar
   ofrecer describir difundir reportar destapar consignar recoger atribuir constatar concluir recomendar plantear
   sostener situar cifrar elevar documentar observar leer escribir ver saber suponer anunciar desmentir descartar
   celebrar aplaudir criticar cuestionar proponer titular imaginar repudiar condenar deplorar lamentar saludar pedir trinar patalear redondear alegar adherir
   rechazar exhortar instar llamar urgir solicitar demandar pronunciar tachar acusar culpar senalar tildar calificar
   bautizar comparar ofrecer transmitir compartir enviar mandar colgar subir comentar reaccionar sonar temer intuir
   sospechar lanzar descalificar desechar enlistar enumerar repasar desglosar resaltar destacar remarcar senalar firmar alertar prever anotar apostar dudar contemplar`,
);

export const spanish: CueLists = {
  RV: [
    ...strong.finite,
    ...words(
      `dijo dice dicen dijeron decia decian diria diran dira dicho digo conto cuenta cuentan contaron sostuvo sostiene
       sostienen sostuvieron sostenia mantuvo mantiene mantienen advirtio advierte advierten reconocio reconoce reconocen
       reconocieron expuso expone escribio escribe escriben admite admiten nego niega niegan repitio repite repiten
       concluyo concluye respondio responde responden insiste insisten insistio anadio anade anaden agrego puntualizo
       aseguro aseguran juro recuerda recuerdan recordo explica explico confeso confiesa confiesan refiere refirio
       refieren contrapuso arguye arguyo deslizo desliza apostillo apostilla confia confio manifiesta manifesto asevera
       sento dejo dejaron reitero reitera comparo`,
    ),
    ...phrases(
      `dejo claro | deja claro | dejaron claro | dio a entender | dan a entender | dio por hecho | da por hecho | puso asi | ha dicho | han dicho | ha asegurado | ha afirmado | hizo saber | hicieron saber | salio a decir | anda diciendo | andan diciendo`,
    ),
  ],
  RW: [
    ...weak.finite,
    ...words(
      `hablo habla hablan pide piden pidio pidieron quiere quieren teme temen cree creen creo piensa piensan sugiere
       sugieren muestra muestran cifra cifran situa situan eleva elevan recoge recogen preve preven propone proponen
       apuesta da dan dio pone ponen puso trae traen saco destapo adelanto publico revelo informo reporto lleva suma
       sabe saben supo entiende entienden escucho lee sale halla encuentra establece dispone preven exige exigen exigio
       preguntan pregunto quieren reclama reclaman reconocen consta figura figuran`,
    ),
  ],
  RG: [...strong.gerunds, ...weak.gerunds, ...words('diciendo sosteniendo reconociendo contando')],
  ACC: phrases(
    `segun | de acuerdo con | a decir de | al decir de | en palabras de | a juicio de | en opinion de | conforme a | como publico | citando a | en voz de | por boca de | por lo que dice | a su juicio | en su opinion | a su entender | a su modo de ver | segun el | segun ella | segun ellos | segun ellas | a tenor de | si se ha de creer a | si hemos de creer a | de creer a | en boca de | en labios de | de labios de | datos de | cifras de | a decir verdad de | por lo que dicen | a ojos de | atribuido a | a entender de`,
  ),
  PN: [
    ...words(
      `funcionario funcionarios funcionaria funcionarias fuente fuentes asesor asesores asesora diplomatico diplomaticos
       persona personas exfuncionario exfuncionarios exfuncionaria cargo cargos mando mandos allegado allegados enterado
       enterados informante informantes anonimo anonimos involucrado involucrados colaborador colaboradores operador
       operadores oficial oficiales agente agentes alguien otro otros otra otras uno una dos tres cuatro varios varias
       ambos ambas conocedores conocedor interlocutor interlocutores entrevistado entrevistados consultados consultadas
       militar militares burocrata burocratas jefazo jefazos exmilitar exagente excolaborador filtracion filtraciones
       estrategas voces conocidos subalternos subordinados empleados presentes asistentes invitados altos ayudante ayudantes voceros`,
    ),
    ...phrases(
      `altos cargos | alto cargo | alto funcionario | altos funcionarios | altos mandos | las mismas fuentes | esas fuentes | quienes conocen | gente cercana | gente de | fuentes consultadas | fuentes cercanas | fuentes oficiales | los funcionarios | personas al tanto | nos cuentan | nos dicen | me cuentan | me dicen | dicen que | se dice que | cuentan que | se comenta que | se habla de que | los de arriba | trascendio que | trascendio | se supo que | se sabe que | se rumora | se rumorea | voceros sin rostro`,
    ),
  ].filter(
    (word) => !words('uno una dos tres cuatro otra otro varias varios ambos ambas otros otras altos').includes(word),
  ),
  CR: [
    ...words(
      `criticos legisladores legislador congresistas congresista senadores senador senadora diputados diputado diputada
       analistas analista expertos experto experta especialistas especialista economistas juristas abogados abogado
       academicos opositores republicanos democratas detractores observadores historiadores vecinos residentes lugarenos
       activistas fiscales investigadores medicos comerciantes inversionistas ejecutivos lectores oyentes votantes familiares
       testigos pescadores cientificos aliados parlamentarios politicos lideres campesinos ganaderos empresarios aguacateros
       colegas alumnos profesores maestros trabajadores empleados duenos choferes concejales regidores alcaldes importadores exportadores productores agricultores ejidatarios migrantes padres madres clientes pasajeros sindicatos obispos curas policias soldados guardias rivales veteranos usuarios ciudadanos cargadores mineros hoteleros restauranteros cientificas juristas catedraticos historiadoras defensores internautas tuiteros panistas morenistas penalistas corredores transportistas gobernadores`,
    ),
    ...phrases(
      `ambos partidos | los dos partidos | uno y otro partido | de ambos bandos | republicanos y democratas | democratas y republicanos | las dos bancadas | ambas bancadas | ambas camaras | los dos bandos`,
    ),
  ],
  PM: words(
    `alto altos alta altas actual actuales ex anterior anteriores anonimo anonimos anonima anonimas retirado retirados
     estadounidense estadounidenses ee.uu. norteamericano norteamericanos mexicano mexicanos federal federales gringo gringos
     dos tres cuatro cinco seis varios varias otro otros otra otras un una uno ambos ambas algunos algunas activo`,
  ),
  KN: phrases(
    `al tanto de | con conocimiento | conocimiento directo | cercanas a | cercano a | cercanos a | familiarizadas con | familiarizados con | que conocen | que conoce | al corriente | que asistieron | que asistio | que participan | consultadas por | consultados por | que estuvo | que estuvieron | enterados de | que vieron`,
  ),
  IN: [
    ...words(
      `pentagono ministerio secretaria departamento embajada oficina agencia policia gobierno administracion washington
       ejercito marina comando banco consejo comite partido sindicato camara asociacion iglesia fundacion congreso senado
       fiscalia corte tribunal presidencia palacio cancilleria consulado comision universidad instituto centro empresa
       federacion coalicion bancada patronal confederacion organizacion organizaciones ong observatorio inegi coparmex
       concamin canacintra sedena semar morena pan pri prd pt onu oea dea cia fbi cdc mando capital bogota caracas quito
       moscu pekin londres autoridades autoridad regimen ejecutivo gabinete parlamento directiva dirigencia colegio
       fifa citi moody's nigeria israel iran china rusia cuba venezuela colombia mexico canada francia alemania españa ecuador
       honduras haiti guatemala brasil argentina chile peru panama ucrania japon india italia polonia portugal grecia suecia noruega finlandia dinamarca holanda belgica austria suiza irlanda hungria rumania serbia georgia armenia lituania letonia estonia moldavia bielorrusia taiwan corea vietnam tailandia indonesia filipinas singapur australia birmania afganistan irak siria libano jordania yemen libia sudan etiopia kenia somalia ruanda congo senegal mali niger marruecos argelia tunez bolivia paraguay uruguay nicaragua salvador belice jamaica guyana turquia egipto catar pakistan roma paris berlin bruselas ottawa tokio teheran jerusalen ankara atenas lisboa viena varsovia budapest lima brasilia santiago madrid kiev pretoria jartum europol interpol nasa frontex acnur unicef unesco cepal fmi bm ocde cndh imss issste pemex cfe ine banxico coneval conapred otan ue hamas
       hospital defensa hacienda tesoro estado aduanas defensoria procuraduria conferencia episcopado diocesis arquidiocesis
       red cnte ctm consulado institucion dependencia comandancia ayuntamiento alcaldia municipio gobernacion cabildo junta fuerza fuerzas armada division batallon direccion subsecretaria jefatura estado-mayor gremio sindicatos delegacion delegaciones gobiernos legislativo judicial registro-civil servicio aeropuerto aerolinea gestora agrupacion movimiento oposicion cartera colectivo casa`,
    ),
    ...phrases(
      `casa blanca | departamento de estado | departamento de defensa | departamento de guerra | departamento del tesoro | departamento de justicia | palacio nacional | estados unidos | naciones unidas | consejo de seguridad nacional | comando sur | comando norte | mando norte | guardia nacional | cruz roja | oficina de prensa | gobierno mexicano | gobierno estadounidense | la embajada | el gobierno | secretaria de relaciones exteriores | secretaria de la defensa | secretaria de marina | secretaria de gobernacion`,
    ),
  ],
  SP: [
    ...words('vocero voceros vocera portavoz portavoces voceria'),
    ...phrases(
      'area de prensa | oficina de prensa | oficina de comunicacion | en un comunicado | mediante un comunicado | comunicacion social',
    ),
  ],
  ON: [
    ...words(
      `nbc cnn cbs abc fox reuters afp ap bloomberg politico axios proceso reforma milenio excelsior televisa univision
       telemundo efe jornada infobae semana eltiempo bbc npr expreso primicias animal latinus aristegui proceso vanguardia heraldo informador imparcial noroeste gaceta debate figaro monde extra
       msnbc cadena`,
    ).filter((word) => !['cadena', 'animal', 'semana'].includes(word)),
    ...phrases(
      `new york times | washington post | wall street journal | los angeles times | el universal | la jornada | el pais | el financiero | el mundo | el norte | el sol | el heraldo | el economista | el comercio | la nacion | el tiempo | el espectador | associated press | fox news | nbc news | animal politico | the guardian | the post | the times | the journal | el diario | miami herald | the intercept | the atlantic`,
    ),
  ],
  OU: [
    ...words(
      `diario diarios periodico periodicos cadena cadenas revista revistas semanario semanarios rotativo rotativos televisora
       televisoras emisora emisoras medio medios reportero reportera reporteros corresponsal columnista columnistas
       periodista periodistas noticiero noticieros prensa nota reportaje reportajes exclusiva publicacion publicaciones
       portal radio television tele agencia agencias articulo cronica conductor conductora
       programa podcast canal columna editorial noticia`,
    ),
    ...phrases(
      `primera plana | medios estadounidenses | prensa estadounidense | la nota | el reportaje | la cadena | el diario | el rotativo | el periodico | la revista | la prensa | los medios | un noticiero | versiones periodisticas | versiones de prensa | informacion publicada | la television`,
    ),
  ],
  DN: [
    ...words(
      `memorando memorandum memo documento documentos borrador borradores lamina laminas diapositiva diapositivas encuesta
       encuestas sondeo sondeos expediente expedientes informe informes dictamen oficio oficios circular circulares datos
       cifras registros registro bitacora bitacoras base estadisticas estadistica estudio estudios tratado acuerdo
       resolucion comunicado acta actas transcripcion anexo carta cartas texto parrafo articulo presentacion ficha fichas
       hoja parte padron censo auditoria sentencia acusacion demanda denuncia ley decreto constitucion reporte reportes
       cable cables correo correos folleto proyecto iniciativa boletin minuta minutas carpeta cuartilla cuartillas lista listado listados adenda apartado pagina paginas escrito memoria memorias clausula estatuto codigo convenio contrato licitacion proyecto anexos laminas papelito cartel pancarta volante volantes manta recibo inventario agenda calendario tablero tablon estampado archivo archivos margen epigrafe inciso fraccion temario cuestionario muestra encuestados entrevistados diagrama infografia organigrama itinerario nomina roster grafica tabla mapa apendice`,
    ),
    ...phrases(
      'hoja informativa | base de datos | punto de acuerdo | datos oficiales | cifras oficiales | nota informativa | orden del dia | nota diplomatica | nota de investigacion | conteo rapido | libro blanco | margen de error | por ciento de | de cada diez | de cada cien | de los encuestados | de los entrevistados | hoja de trabajo | hoja de ruta | letra chica | letra pequena | se lee en | se leia en',
    ),
  ],
  DA: words('informe informes nota notas recuento conteo balance comunicado version versiones lista cuenta reporte'),
  TI: [
    ...words(
      `presidente presidenta sr sra senor senora don dona dr dra doctor doctora senador senadora diputado diputada general
       gral coronel capitan teniente almirante comandante secretario secretaria ministro ministra embajador embajadora
       gobernador gobernadora alcalde alcaldesa juez jueza director directora jefe jefa fiscal procurador profesor
       profesora padre obispo arzobispo cardenal pastor canciller mandatario mandataria lider coordinador coordinadora
       magistrado titular analista investigador investigadora historiador economista exembajador excanciller internacionalista
       abogado abogada legislador legisladora maestro maestra ingeniero licenciado licenciada profe mandatario`,
    ),
    ...phrases(
      'la presidenta | el presidente | la mandataria | el mandatario | primer ministro | el canciller | el secretario | la senadora | el senador | jefe del pentagono',
    ),
  ],
  PE: words(
    `hombre mujer campesino tendero taxista vecino vecina enfermera medico maestra mesero peluquero panadero carnicero
     mecanico viuda madre padre hermana hermano hijo hija esposa marido abuela abuelo tia tio primo prima vendedora
     vendedor pescador ganadero estudiante jubilado amigo amiga colega jefe cantinero chofer residente oyente lector
     lectora dueno duena soldado marino piloto exsoldado compadre comadre abarrotero taquero bolero senora senor cuñado
     paisano companero companera suegra suegro nieto nieta muchacho muchacha cura`.replace(/ñ/g, 'n'),
  ),
  QT: words(
    'un una uno dos tres cuatro cinco seis siete ocho nueve diez ambos ambas varios varias algunos algunas muchos otro otra otros otras',
  ),
  P3: words('el ella'),
  IT: words('lo esto eso'),
  TH: words('ellos ellas les'),
  FI: words('yo me mi nos nosotros nuestro nuestra nuestros nuestras'),
  ANON: phrases(
    `condicion de anonimato | bajo anonimato | pidio no ser | pidieron no ser | pidio el anonimato | pidio anonimato | no dan su nombre | sin dar su nombre | no estar autorizado | no estan autorizados | no estaba autorizado | sin ser identificado | reserva de su | reserva de identidad | no dan la cara | no decir quien | que no quiso dar | nos pidio no | pide no ser | piden no ser | prefirio no dar | omitir su nombre | reservar su nombre`,
  ),
  RU: phrases(
    `rumor | rumores | trascendio | presuntamente | supuestamente | al parecer | se dice | se rumora | se rumorea | corre el | corre la version | chisme | chismes | dizque | radio pasillo | sin confirmar | segun trascendio | se comenta | habria | habrian | estaria | estarian`,
  ),
  NE: [
    ...words('no ni nunca jamas nadie nada ningun ninguna ninguno tampoco sin apenas'),
    ...phrases('ya no | aun no | todavia no | lejos de | en absoluto'),
  ],
  HD: [
    ...words(
      `podria podrian puede pueden pudiera pudieran podra quiza quizas acaso posible posibles posiblemente eventual
       eventuales presunto presuntos presunta presuntas presuntamente supuesto supuestos supuesta supuestas supuestamente
       sospechosos sospechosas sospechosa sospechoso sospecha probable probablemente potencial potenciales plan planes
       planea planean planear planeando planeacion planificacion planifica planifican propuesta propuestas propone
       propuesto contempla contemplan contemplado contemplaria estudia estudian evalua evaluan sopesa baraja barajan
       analiza preve prevista previsto previstas previstos pretende aspiraria seria serian habria habrian estaria
       estarian tendria tendrian haria harian iria irian debería deberia correria recaeria quedaria quedarian
       supondria romperia marcaria pondria pondrian provocaria implicaria vendria vendrian daria darian participarian
       participaria operaria operarian llevaria llevarian actuaria actuarian incluiria incluirian encabezaria si hipotetico hipotetica
       intencion amenaza temor teme temen riesgo riesgos parece parecen borrador borradores esbozo ensayan ensayo ensayos
       fuera fueran hubiera hubieran hubiese llegara llegaran ordenara decidiera tuviera viniera entraran dizque prepara preparan
       preparando alista alistan alistando disena disenan diseno disenando opcion opciones escenario escenarios hipotesis prospecto
       eventualmente eventualidad tentativo tentativa preliminar provisional presumible presumiblemente previsible previsiblemente
       potencialmente aparentemente aparente verosimil posibilidad posibilidades probabilidad trama traman fragua fraguan cocina
       cocinan perfila perfilan esboza esbozan traza trazan valora valoran plantea plantean planteado barajado estudiado sondea
       prefiere prefieren preferible preferencia pretenden pretendida pretendido quizas ojala acabarian supuestos aspira aspiran`,
    ),
    ...phrases(
      `tal vez | a lo mejor | al parecer | no descarta | no descartan | no se descarta | sin descartar | no ha descartado | no han descartado | sobre la mesa | en estudio | en caso de | de llegar a | en papel | se supone | se presume | en potencia | dar forma | ha empezado a planear | empezo a planear | comenzo a planear | no excluye | no excluyen | no se excluye | deja abierta | dejan abierta | sigue abierta | queda abierta | puerta abierta | puerta entreabierta | de darse | de concretarse | de confirmarse | de ser asi | llegado el caso | si acaso | si hiciera falta | si hace falta | por si | como si | en mente | en preparacion | a falta de | pendiente de | hace pensar | hacen pensar | da a entender | apunta a | apuntan a | sigue siendo posible | una posibilidad | se reserva | se reservan | mas bien | es posible | es probable | puede que | es de suponer | dicen que | se cree que | se estima que | en principio`,
    ),
  ],
  HW: words(
    'sera seran va van vamos puede creo supongo espera esperan imagino debe deben estudio quiere quieren busca buscan cree creen piensa piensan confia confian teme temor preocupa preocupan preocupacion advierte advierten amenaza peligro duda dudan dudoso incierto desconoce ignora pronostica anticipa augura prevé aspira aspiran pronto proximo inminente depende condicionado sospecha sospechan calcula calculan intuye',
  ),
  MO: words(
    `enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre lunes martes
     miercoles jueves viernes sabado domingo primavera verano otono invierno`,
  ),
  UN: [
    ...words(
      'todo todos toda todas cada cualquier cualquiera siempre solo unicamente entero entera completo completa por_completo seguro segura seguramente cierto confirmado confirmados confirmada comprobado comprobados garantizado inevitable inevitablemente exclusivamente rincon cero jamas palmo unico unica unicos absolutamente rotundamente definitivo definitiva definitivamente irreversible totalmente plenamente enteramente invariablemente nunca siquiera ultimo ultima mayor peor indudable indudablemente comprobada comprobadas probados confirmadisimo toditas toditos entera enteros enteras seguros garantiza garantizan jura juran unanime',
    ),
    ...phrases(
      'sin excepcion | ni una sola | ni un solo | ni uno | uno por uno | todas y cada | por completo | a fuerza | sin duda | con toda seguridad | de seguro | para siempre | de plano | si o si | hasta el ultimo | hasta la ultima | de una vez | de arriba abajo | de todos los tiempos | en la historia | por siempre | no queda | no hay nadie | nada de nada | es un hecho | cosa hecha | dado por hecho | da por hecho | es seguro | sin duda alguna | en ningun caso | bajo ningun | de ninguna manera | solo con | solo si | punto final | de lejos | con mucho | no hay quien | ni una | ni un | de norte a sur',
    ),
  ],
  DC: [
    ...words(
      'aprobo aprobado aprobada aprueba autorizo autorizado autorizada autoriza firmo firmado firmada ordeno ordenado decidio decidido resolvio enviado enviados desplego desplegado desplegados lanzo cruzaron cruzo entraron aterrizaron invadio invadir peleando rubrica palomeado',
    ),
    ...phrases(
      'luz verde | dado el visto bueno | da la orden | fue otorgada | salio firmada | ya vienen | ya duermen | ya lleva firma | su firma | dio el visto | dio el si | ya firmo | ya aprobo | ya estan | ya andan | la orden | dio la orden | ha sido aprobada | ha sido aprobado | en camino | ya decidio | ya cruzaron',
    ),
  ],
  RE: [
    ...words(
      'termino terminado termina acabo acabado ceso cancelo cancelado suspendio suspendido abandono retiro retirado nego negado descarto descartado descarta rechazo rechaza prohibio cerro cerrado corto acepta acepto acepta acuerdo falso contrario desmiente desmintio bajo disminuyo cayo bajaron cayeron disminuyeron redujo reducido menos menor frenado freno frenaron congelado congelo anulado anulo anular revocado revoco vetado veto expulsado excluido exenta desechado desecho interrumpido interrumpio cesaron suspendieron detuvieron paro pararon calma tranquilo tranquila tranquilos paz pacifico estable normalidad normal recuperado recuperaron recuperacion ileso intacta intacto aplaudirian aplauden aplaudio bienvenida bienvenidos recibiria invito invitado consintio permite acepto rutina rutinario habitual siempre continuidad continua continuista precedente costumbre sobra sobran suficiente suficientes bastan basta abundantes contundentes completas funciona funcionan funciono funcionaron eficaz exito quebrados desarticulado desarticulo desarticulada abiertamente publico publicas transparente transparencia anunciaria ajena ajeno fuera',
    ),
    ...phrases(
      'ya no | se acabo | dejo de | dejaron de | en lugar de | en vez de | todo lo contrario | punto final | no hay tal | dio marcha atras | de regreso | regresaron a | volvieron a | se queda fuera | se quedaria fuera | queda fuera | quedan fuera | al margen | ningun papel | nada que ver | mas de lo mismo | lo de siempre | como siempre | lo mismo | nada nuevo | en linea con | en paz | bajo control | en fuga | contra las cuerdas | al reves | por el contrario | al contrario | lo opuesto | a la vista de | a la luz | brazos abiertos | no tiene objecion | no pasa nada | no pasaria nada | no hay senal | nadie piensa | nadie quiere | no existe | no se trata | no quiere saber | no desea | no le interesa | ultimo recurso | marcha atras | hechos aislados',
    ),
  ],
  DI: [
    ...words(
      'discrepa discrepo discrepan disiente disintio disienten niega nego niegan negaron desmintio desmiente desmienten desmentido desmentidos contradice contradijo contradicen contrario exagera exagerado exagerada exageracion exageraciones mito invento inventos infundio infundado infundada objeta objeto objeto rebate rebatio refuta refuto rechazo desestimo descalifico minimizo minimiza indigno falacia patrana equivocado opuesto opuesta inverso cuento famosa famoso supuesta',
    ),
    ...phrases(
      'al contrario | por el contrario | todo lo contrario | lo contrario | al reves | lo opuesto | no es cierto | no hay tal | nada de eso | lejos de | en cambio | de otra manera | otra version | otra lectura | no compro | no me trago | de novedad nada | ni mucho menos | que va | tampoco hay | tampoco es | no es para tanto | segun el | lo cuenta de otra | contra lo que | no comparte | muy distinta | puro cuento | ni tanto',
    ),
  ],
  DO: words(
    'completado completo concluyo concluido termino terminado listo listos acabo graduados ya ayer hoy manana pronto proxima proximo semana mes inminente ahora anoche',
  ),
};
