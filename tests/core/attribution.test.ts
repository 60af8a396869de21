import { describe, expect, it } from 'vitest';
import { attribute } from '../../lib/attribution/index.ts';

type Case = { fact: string; text: string; before?: string; kind: string; name?: string | RegExp; carried?: boolean };

const ENGLISH: Case[] = [
  {
    fact: 'an office owns its count',
    text: "Forty people have died at the border crossing this year, by the Treasury's own reckoning.",
    kind: 'institution',
    name: 'the Treasury',
  },
  {
    fact: 'what an office keeps is a document, not the office',
    text: "Thefts of cars are down by a third, according to the Interior Ministry's registry.",
    kind: 'document',
  },
  {
    fact: 'what stands before a colon speaks',
    text: 'WHITE HOUSE: NO TALKS ARE PLANNED THIS WEEK',
    kind: 'institution',
    name: 'WHITE HOUSE',
  },
  {
    fact: 'where people are from is not who they are',
    text: 'Brewers from Bavaria say the harvest has been poor.',
    kind: 'anonymous',
    name: 'Brewers from Bavaria',
  },
  {
    fact: 'who is told something does not say it',
    text: 'Members of the committee were told to keep their phones outside.',
    kind: 'none',
  },
  {
    fact: 'a name before "said" is a named source',
    text: 'President Claudia Sheinbaum said Mexico would not accept any intervention.',
    kind: 'named',
    name: 'President Claudia Sheinbaum',
  },
  {
    fact: 'a name behind a quotation is a named source',
    text: '“We will not accept it,” said Gen. Hank Dubose, who once ran the desk.',
    kind: 'named',
    name: /Hank Dubose/,
  },
  {
    fact: 'an office on the record is an institution',
    text: 'The Pentagon said on Monday that no order had been given.',
    kind: 'institution',
    name: 'The Pentagon',
  },
  {
    fact: 'an unnamed spokesperson speaks for the office',
    text: 'A State Department spokesman said the two governments were in touch.',
    kind: 'institution',
  },
  {
    fact: 'a spokesperson with a name is a named source',
    text: 'Kremlin spokesman Dmitry Peskov called the plan reckless.',
    kind: 'named',
    name: 'Kremlin spokesman Dmitry Peskov',
  },
  {
    fact: 'also where the name stands in commas behind the office',
    text: 'The spokesman for the Interior Ministry, Paul Greene, said the border was calm.',
    kind: 'named',
  },
  {
    fact: 'unnamed officials are anonymous',
    text: 'Training has begun, two senior U.S. officials familiar with the discussions said.',
    kind: 'anonymous',
    name: 'two senior U.S. officials familiar with the discussions',
  },
  {
    fact: 'a headline ends with its source',
    text: 'Training for Mexico mission underway, officials say',
    kind: 'anonymous',
    name: 'officials',
  },
  {
    fact: 'critics of both parties are unnamed people',
    text: 'Critics in both parties argue that the strikes lack a legal basis.',
    kind: 'anonymous',
  },
  {
    fact: 'an outlet that reports is the source',
    text: 'NBC News reported that the administration has begun planning the mission.',
    kind: 'outlet',
    name: 'NBC News',
  },
  {
    fact: '"according to" an outlet makes the outlet the source',
    text: 'The mission would be led by special forces, according to The Washington Post.',
    kind: 'outlet',
    name: 'The Washington Post',
  },
  {
    fact: 'a memo is a document',
    text: 'The mission would run under intelligence law, according to a memo reviewed by lawmakers.',
    kind: 'document',
  },
  {
    fact: 'a narrated act attributes nothing',
    text: 'The administration imposed sanctions on three banks last week.',
    kind: 'none',
  },
  {
    fact: 'a plain statement attributes nothing',
    text: 'Fentanyl continues to devastate American communities.',
    kind: 'none',
  },
  {
    fact: 'a pronoun refers to the source of the sentence before',
    text: '“We coordinate, we collaborate,” she said.',
    before: 'President Claudia Sheinbaum spoke at the National Palace.',
    kind: 'named',
  },
];

const SPANISH: Case[] = [
  {
    fact: 'for whom it would be so gives the opinion',
    text: 'Para Gabriela Montes, economista del banco, sería el cambio más grande en décadas.',
    kind: 'named',
    name: 'Gabriela Montes',
  },
  {
    fact: 'un nombre ante el verbo es fuente con nombre',
    text: 'La presidenta Claudia Sheinbaum dijo que México no aceptará ninguna intervención.',
    kind: 'named',
    name: /Claudia Sheinbaum/,
  },
  {
    fact: 'un «no» entre el nombre y el verbo no tapa el nombre',
    text: 'La presidenta Claudia Sheinbaum no confirmó que se hubiera tomado una decisión.',
    kind: 'named',
    name: /Claudia Sheinbaum/,
  },
  {
    fact: 'el nombre puede ir tras las comillas',
    text: '«Nos coordinamos, colaboramos, pero no nos subordinamos», afirmó Claudia Sheinbaum.',
    kind: 'named',
    name: 'Claudia Sheinbaum',
  },
  {
    fact: 'una dependencia es institución',
    text: 'El Pentágono señaló que no se ha dado ninguna orden.',
    kind: 'institution',
    name: 'El Pentágono',
  },
  {
    fact: 'funcionarios sin nombre son anónimos',
    text: 'El entrenamiento ya empezó, según dos funcionarios al tanto de las conversaciones.',
    kind: 'anonymous',
    name: 'dos funcionarios al tanto de las conversaciones',
  },
  {
    fact: 'las fuentes consultadas son anónimas',
    text: 'Fuentes consultadas por este diario aseguran que no hay nada aprobado.',
    kind: 'anonymous',
  },
  {
    fact: '"de acuerdo con" un diario lo hace fuente',
    text: 'La misión sería encabezada por fuerzas especiales, de acuerdo con The New York Times.',
    kind: 'outlet',
    name: 'The New York Times',
  },
  {
    fact: 'una cadena que informa es la fuente',
    text: 'La cadena NBC informó que el gobierno de Trump planea la misión.',
    kind: 'outlet',
  },
  {
    fact: 'un documento es documento',
    text: 'La operación quedaría bajo el Título 50, según un memorando interno.',
    kind: 'document',
  },
  {
    fact: 'un hecho narrado no atribuye nada',
    text: 'El fentanilo sigue arrasando comunidades enteras en Estados Unidos.',
    kind: 'none',
  },
];

describe.each([
  ['en', ENGLISH],
  ['es', SPANISH],
] as const)('who says it (%s)', (locale, cases) => {
  it.each(cases)('$fact', ({ text, before, kind, name }) => {
    const found = attribute(text, before, locale);
    expect(found.kind).toBe(kind);
    if (typeof name === 'string') expect(found.name).toBe(name);
    else if (name) expect(found.name).toMatch(name);
    if (found.cue && found.name && !found.carried)
      expect(text.slice(found.cue.start, found.cue.end)).toContain(found.name);
  });
});

const TIMES: [string, string, string][] = [
  ['At 8:30 the minister said the plan was dead.', 'en', 'the minister'],
  ['By 10 p.m. officials said the talks had failed.', 'en', 'officials'],
  ['Late on Friday Foreign Minister Ana Ruiz said no.', 'en', 'Foreign Minister Ana Ruiz'],
  ['Last week the Pentagon said it had no plan.', 'en', 'the Pentagon'],
  ["This month's report said it had no plan.", 'en', "This month's report"],
  ['Twelve officials said it had no plan.', 'en', 'Twelve officials'],
  ['El martes la ministra dijo que no hay plan.', 'es', 'la ministra'],
  ['A las 8:30 el ministro dijo que no hay plan.', 'es', 'el ministro'],
  ['El viernes por la noche la presidenta dijo que no.', 'es', 'la presidenta'],
  ['La semana pasada la ministra dijo que no hay plan.', 'es', 'la ministra'],
];

describe('who says so without a name', () => {
  it.each([
    ['in a parenthesis', "If the harbour won't play ball, insiders hint, the ferry may sail from elsewhere.", 'en'],
    ['in a parenthesis, described', 'The ferry may, two officials suggest, sail from elsewhere.', 'en'],
  ])('%s', (_, text, locale) => {
    expect(attribute(text, undefined, locale).kind).toBe('anonymous');
  });
  it.each([
    'Sin embargo, no descartaron actuar por su cuenta si la cooperación se rompe.',
    'Tampoco confirmaron que haya fecha.',
  ])('in the sentence before: %s', (text) => {
    const before = 'Funcionarios de alto rango aseguran que no se busca desestabilizar al gobierno.';
    expect(attribute(text, before, 'es')).toMatchObject({
      kind: 'anonymous',
      carried: true,
      name: 'Funcionarios de alto rango',
    });
  });
});

describe('plans', () => {
  it.each([
    ['The zoo plans to move its elephants, its director said.', 'en', true],
    ['The elephants are to be moved by spring.', 'en', true],
    ['She wants the elephants moved.', 'en', true],
    ['El zoológico planea trasladar a sus elefantes.', 'es', true],
    ['El traslado está previsto para la primavera.', 'es', true],
    ['The zoo has moved its elephants.', 'en', undefined],
    ['The zoo will move its elephants by spring.', 'en', undefined],
    ['El zoológico trasladará a sus elefantes.', 'es', undefined],
  ] as const)('"%s" (%s) is told as one: %s', (text, locale, intended) => {
    expect(attribute(text, undefined, locale).intended).toBe(intended);
  });
});

describe('carried over from the sentence before', () => {
  it.each([
    ['en', 'Who profits from the strait', 'It would bring the harbour two million visitors a year, she said.'],
    ['en', 'Harbour master: “No berth is free”', 'No berth has been set aside, he added.'],
    ['es', 'La postura del ministerio', 'Los muelles se han ampliado, añadió.'],
  ])('never from a heading (%s: %s)', (locale, heading, text) => {
    expect(attribute(text, heading, locale)).toEqual(attribute(text, undefined, locale));
    expect(attribute(text, heading, locale).name).toBeUndefined();
  });
  it('from a sentence that ends in a quotation', () => {
    const before = 'The mayor said: “No berth is free.”';
    expect(attribute('None will be, he added.', before, 'en')).toMatchObject({
      carried: true,
      name: 'The mayor',
    });
  });
  it.each([
    [
      'a bare verb at the end',
      'Pero no se ha aprobado ningún despliegue, añadió.',
      'El plan avanza, dijo un alto funcionario.',
      'es',
    ],
    [
      'a pronoun',
      'No deployment has been approved, they said.',
      'The plan is moving, two senior officials said.',
      'en',
    ],
  ] as const)('%s stands for the unnamed people before', (_, text, before, locale) => {
    const found = attribute(text, before, locale);
    expect(found).toMatchObject({ kind: 'anonymous', carried: true });
    expect(before).toContain(found.name ?? '?');
  });
});

describe('how many and how described', () => {
  it.each([
    ['two people are two', 'No order has been given, two people familiar with the talks said.', 2, 'knowledge'],
    ['a plural without a number is several', 'No order has been given, officials said.', 'several', 'none'],
    [
      '"a senior administration official" is one, by role',
      'No order has been given, a senior administration official said.',
      1,
      'role',
    ],
    ['"U.S. officials" are described by role', 'No order has been given, U.S. officials said.', 'several', 'role'],
  ] as const)('%s', (_, text, count, desc) => {
    expect(attribute(text, undefined, 'en')).toMatchObject({ kind: 'anonymous', count, desc });
  });
  it.each([
    [
      'tres funcionarios son tres',
      'No hay orden alguna, dijeron tres funcionarios al tanto de los planes.',
      3,
      'knowledge',
    ],
    ['un alto funcionario es uno', 'No hay orden alguna, dijo un alto funcionario.', 1, 'role'],
  ] as const)('%s', (_, text, count, desc) => {
    expect(attribute(text, undefined, 'es')).toMatchObject({ kind: 'anonymous', count, desc });
  });
});

describe('hedging', () => {
  const hedges = (text: string, locale: string): string[] | null => {
    const { hedged, hedges: spans } = attribute(text, undefined, locale);
    return hedged ? spans.map((span) => text.slice(span.start, span.end)) : null;
  };
  it.each([
    [
      '"would" and "if" hedge',
      'The mission would be led by special forces if the president approved it.',
      'en',
      'would',
    ],
    ['"might" hedges', 'The United States might strike cartel targets in Mexico, officials said.', 'en', 'might'],
    ['"alleged" hedges', 'U.S. forces have struck alleged drug boats off Venezuela.', 'en', 'alleged'],
    ['el condicional matiza', 'La misión estaría a cargo de fuerzas especiales.', 'es', 'estaría'],
    [
      '"presuntas" matiza',
      'Fuerzas estadounidenses atacaron presuntas narcolanchas frente a Venezuela.',
      'es',
      'presuntas',
    ],
  ] as const)('%s', (_, text, locale, word) => {
    expect(hedges(text, locale)?.join(' ')).toContain(word);
  });
  it.each([
    ['attribution alone does not hedge', 'At least 64 people have been killed, officials say.', 'en'],
    ['la atribución sola no matiza', 'Al menos 64 personas han muerto, dicen los funcionarios.', 'es'],
  ] as const)('%s', (_, text, locale) => {
    expect(hedges(text, locale)).toBeNull();
  });
});

describe('the name of a source', () => {
  it.each([
    [
      'en',
      'The zoo plans to move its elephants, the zoo’s director, Ana Bell-Ortiz, said on Tuesday.',
      'the zoo’s director, Ana Bell-Ortiz',
    ],
    [
      'en',
      'It will cost 3 million dollars, according to a person briefed on the budget.',
      'a person briefed on the budget',
    ],
    ['en', '“No order has been given,” said two officials on Monday.', 'two officials'],
    [
      'en',
      'No order has been given, said two officials in the port, who asked not to be named.',
      'two officials in the port',
    ],
    ['es', '«México no se subordina», dijo entonces la mandataria.', 'la mandataria'],
    [
      'es',
      'Los planes existen, según funcionarios y exfuncionarios estadounidenses al tanto de las conversaciones.',
      'funcionarios y exfuncionarios estadounidenses al tanto de las conversaciones',
    ],
    [
      'en',
      'Mexico’s president Claudia Sheinbaum is having none of it, insisting no soldier will come.',
      'Mexico’s president Claudia Sheinbaum',
    ],
  ])('is whole and no more (%s): %s', (language, sentence, name) => {
    expect(attribute(sentence, undefined, language).name).toBe(name);
  });
  it.each(TIMES)('is without the time it begins with: %s', (sentence, language, name) => {
    expect(attribute(sentence, undefined, language).name).toBe(name);
  });
});
