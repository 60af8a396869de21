/** Names that can stand in the place of a claim's own. Data, not logic: general knowledge, not part of any claim. */
import { phrases } from './lists.ts';

const MONTHS = phrases(
  'january|february|march|april|may|june|july|august|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre',
);

/** For a role of the claim sets, names of the same sort in English and Spanish, folded. */
export const RIVALS: Readonly<Record<string, readonly string[]>> = {
  'military-unit': phrases(
    `northern command|southern command|cyber command|comando norte|comando sur|mando norte|mando sur|82nd airborne|airborne|airborne division|aerotransportada|paratroopers|paracaidistas|10th mountain|mountain division|green berets|boinas verdes|special forces group|grupo de fuerzas especiales|75th ranger|ranger regiment|rangers|marines|marine corps|marine raiders|national guard|infantry|infanteria|infanteria de marina|conventional units|101st|northcom|southcom|special forces command|naval special warfare|cuerpo de marines|regiment|regimiento|brigade|brigada|battalion|batallon|green beret`,
  ),
  agency: phrases(
    `dea|drug enforcement administration|drug enforcement agency|administracion de control de drogas|fbi|federal bureau of investigation|nsa|national security agency|homeland security|seguridad nacional|customs and border protection|ice|atf|defense intelligence agency|border patrol|patrulla fronteriza|us marshals|marshals|pentagon|pentagono|air force|fuerza aerea|coast guard|guardia costera|dhs|cbp|dia`,
  ),
  month: MONTHS,
  sea: phrases(
    `mediterranean|mediterraneo|red sea|mar rojo|black sea|mar negro|atlantic|atlantico|gulf of mexico|golfo de mexico|persian gulf|golfo persico|colombia|ecuador|cuba|honduras|haiti|gulf of california|golfo de california|baltic|baltico|indian ocean|oceano indico|colombian|colombiana|colombianas`,
  ),
  border: phrases(
    `guatemala|guatemalan|guatemalteca|southern border|frontera sur|belize|belice|suchiate|tapachula|chiapas|southern frontier|tecun uman`,
  ),
  statute: [],
};
