/**
 * English. Titles, ranks, months and states follow the Associated Press stylebook's abbreviations;
 * openers are closed-class words only, because any noun can follow "U.S." in capitals.
 */
import type { SentenceWords } from './types.ts';

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

export const en: SentenceWords = {
  never: words(`
    Mr. Mrs. Ms. Mx. Messrs. Dr. Drs. Prof. Rev. Hon. Fr. Msgr. Sens. Sen. Rep. Reps. Gov. Govs. Lt. Pres. Amb. Atty.
    Dist. Asst. Assoc. Supt. Det. Insp. Gen. Brig. Maj. Col. Capt. Cmdr. Adm. Sgt. Cpl. Pvt. Pfc. Spc. Ens. Cmsgt. Sfc.
    Mt. Ft. vs. v. viz. cf. ca. approx. e.g. i.e. `),
  maybe: words(`
    U.S. U.N. U.K. E.U. D.C. U.S.A. U.A.E. N.Y. N.J. N.M. N.C. S.C. N.D. S.D. N.H. R.I. W.Va. L.A. B.C.
    Inc. Corp. Co. Cos. Ltd. LLC. Bros. Jr. Sr. Esq. Ph.D. M.D. B.A. M.A. St. Ste. Ave. Blvd. Rd. Dept. Univ. Inst.
    etc. est. ret. Ret. Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec.
    Mon. Tue. Tues. Wed. Thu. Thur. Thurs. Fri.
    Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass. Mich. Minn. Miss. Mo. Mont.
    Neb. Nev. Okla. Ore. Pa. Tenn. Tex. Va. Vt. Wash. Wis. Wyo. Ont. Que.`),
  clock: ['a.m.', 'p.m.', 'A.M.', 'P.M.', 'a. m.', 'p. m.'],
  beforeFigure: [
    'No.',
    'Nos.',
    'no.',
    'p.',
    'pp.',
    'Art.',
    'Sec.',
    'sec.',
    'Vol.',
    'vol.',
    'Ch.',
    'Fig.',
    'par.',
    'c.',
  ],
  timeWords: words(`
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon. Tue. Tues. Wed. Thu. Thurs. Fri. Sat. Sun.
    ET EST EDT CT CST CDT MT MST PT PST PDT GMT UTC BST CET Eastern Central Mountain Pacific Washington Mexico London
    January February March April May June July August September October November December
    Jan. Feb. Aug. Sept. Oct. Nov. Dec.`),
  openers: words(`
    a an the this that these those he she it they we you i his her its their our your my
    who what when where why how which whose there here
    and but or nor so yet if as at by for from in into of on to with without within while after before since until
    because although though unless despite during under over about against between among amid across
    however still also then meanwhile instead moreover even once now today yesterday tomorrow later earlier
    not no never neither either both each every some many most few several all any another other others
    is are was were do does did has have had can could may might must shall should will would
    let according asked following last next one two three four five six seven eight nine ten`),
  labels: words('Plan Group Class Type Grade Part Section Title Schedule Vitamin Hepatitis Exhibit Option Point Q A'),
  sayVerbs: words('said says asked asks wrote writes replied added shouted told tells wondered'),
};
