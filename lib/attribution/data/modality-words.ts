/** Words that say how far a thing has got. Data, not logic. Folded: lower case, no accents. */

export const CONSIDERED =
  /\b(consider(?:s|ed|ing)?|contemplat\w+|mull(?:s|ed|ing)?|weigh(?:s|ed|ing)?|could|may|might|ruled? out|ruling out|on the table|options?|possib\w+|potential\w*|propos\w+|envision\w*|envisag\w*|draft\w*|explor\w+|estudian?|contempl\w+|baraja\w*|sopesa\w*|evalu\w+|podri\w+|puede|pueden|posibl\w+|eventual\w*|propuest\w+|descart\w+|borrador\w*|opcion\w*)\b/;
export const PLANNED =
  /\b(plan(?:s|ned|ning|ners)?|would|intends?|intended|prepar\w+|planea\w*|planific\w*|preve|previst\w+|alista\w*|will|going to|drawing up|\w{2,}(?:aria|arian|eria|erian|iria|irian))\b/;
export const UNDERWAY =
  /\b(under ?way|has begun|have begun|begun|began|started|already|rehears\w+|in progress|continu\w+|en marcha|en curso|ha empezado|empezo|empezaron|comenzo|arranc\w+|inici\w+|ya|siguen?|continua\w*|ensay\w+)\b/;
export const DONE =
  /\b(approved|authoriz\w+|authoris\w+|signed|ordered|decided|killed|struck|sunk|sank|deployed|sent|completed|finished|wrapped|extradited|transferred|expanded|carried out|blown up|aprob\w+|autoriz\w+|firm(?:o|ado|ada)|orden(?:o|ado)|mat(?:o|aron|ado)|murieron|hundi\w+|despleg\w+|desplego|envi(?:o|ado|aron)|termin\w+|conclu\w+|ampli(?:o|ado)|entreg(?:o|ado|aron))\b/;
/** Somebody plans, intends or wants it, or it is to be: it speaks of the thing as of something still to come. */
export const INTENDED =
  /\b(plan(?:s|ned|ning)?|(?:intend|want|aim|hope|seek|propose|expect)(?:s|ed|ing)?|intention\w*|propos(?:al|ing)\w*|(?:is|are|was|were) (?:set |due |expected )?to|planea\w*|planes|planific\w*|preve|preven|previst\w+|pretend\w+|quiere|quieren|busca|buscan|propon\w+|propuest\w+|proyect\w+|intencion\w*|espera|esperan)\b/;
