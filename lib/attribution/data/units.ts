/** What is counted. Data, not logic. Folded: lower case, no accents. */

// Things that are counted beside people and troops; a number of them says nothing about a toll or a force.
export const OTHER_UNITS =
  /^(boats?|vessels?|strikes?|attacks?|launches|lanchas?|embarcaciones|ataques?|naves?|years?|months?|weeks?|days?|hours?|minutes?|anos?|meses|mes|semanas?|dias?|horas?|minutos?|percent|por|dollars?|pesos?|dolares|miles|millas|kilometros|km|tons?|toneladas|kilos?|grams?|pages?|paginas|times|veces|flights?|vuelos|parties|partidos|countries|paises|officials?|funcionarios|sources?|fuentes|people with|senators?|o'clock|barcos?|botes|golpes|sinkings?|drones?|aircraft|planes?|yachts?|speedboats?|craft|go-fasts?|missiles?|misiles|operations|laboratorios|labs|states?|estados)$/;
export const PEOPLE =
  /^(people|persons?|dead|killed|deaths?|lives|bodies|men|died|fatalities|souls|corpses|casualties|human|crew|alleged|suspected|muert[oa]s?|personas?|fallecid[oa]s|vidas|cadaveres|victimas|abatidos|difuntos|cuerpos|tripulantes|presuntos|pescadores|fishermen|hombres|killings|smugglers|narcos|ejecutad[oa]s|asesinad[oa]s)$/;
