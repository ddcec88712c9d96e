import type { Language } from "../platform/web.ts";

/** A country or territory abroad, as INSEE numbers it for births: « 99352 », « Algérie ». */
export interface Country {
  inseeCode: string;
  name: string;
}

/** Every country one may be born in outside France, in the order of the alphabet of this language. */
export function countriesIn(language: Language): readonly Country[] {
  return countries[language];
}

/** « Algérie », of « 99352 »; null when no country has this code. */
export function countryName(inseeCode: string, language: Language): string | null {
  return countries[language].find((country) => country.inseeCode === inseeCode)?.name ?? null;
}

/* The codes are those of INSEE's « Code officiel géographique » (Licence Ouverte), without the states of the past: who was born in one
 * names the country of today. Beside each, ISO 3166-1: the names come from there, in both languages. Small territories share a code. */
const europe = `101 DK 102 IS 103 NO 104 SE 105 FI 106 EE 107 LV 108 LT 109 DE 110 AT 111 BG 112 HU 113 LI 114 RO 116 CZ 117 SK 118 BA
  119 HR 120 ME 121 RS 122 PL 123 RU 125 AL 126 GR 127 IT 128 SM 129 VA 130 AD 131 BE 132 GB 133 GI 134 ES 135 NL 136 IE 137 LU 138 MC
  139 PT 140 CH 144 MT 145 SI 148 BY 151 MD 155 UA 156 MK 157 XK 158 FO 159 SJ 160 AX 161 IM+JE+GG`;
const asia = `201 SA 203 IQ 204 IR 205 LB 206 SY 207 IL 208 TR 212 AF 213 PK 214 BT 215 NP 216 CN 217 JP 219 TH 220 PH 222 JO 223 IN 224 MM
  225 BN 226 SG 227 MY 229 MV 230 HK 231 ID 232 MO 234 KH 235 LK 236 TW 238 KP 239 KR 240 KW 241 LA 242 MN 243 VN 246 BD 247 AE 248 QA
  249 BH 250 OM 251 YE 252 AM 253 AZ 254 CY 255 GE 256 KZ 257 KG 258 UZ 259 TJ 260 TM 261 PS 262 TL 265 CC+CX`;
const africa = `301 EG 302 LR 303 ZA 304 GM 306 SH 308 IO 309 TZ 310 ZW 311 NA 312 CD 314 GQ 315 ET 316 LY 317 ER 318 SO 321 BI 322 CM 323 CF
  324 CG 326 CI 327 BJ 328 GA 329 GH 330 GN 331 BF 332 KE 333 MG 334 MW 335 ML 336 MR 337 NE 338 NG 339 UG 340 RW 341 SN 342 SL 343 SD
  344 TD 345 TG 346 ZM 347 BW 348 LS 349 SS 350 MA 351 TN 352 DZ 389 EH 390 MU 391 SZ 392 GW 393 MZ 394 ST 395 AO 396 CV 397 KM 398 SC
  399 DJ`;
const america = `401 CA 404 US 405 MX 406 CR 407 CU 408 DO 409 GT 410 HT 411 HN 412 NI 413 PA 414 SV 415 AR 416 BR 417 CL 418 BO 419 CO
  420 EC 421 PY 422 PE 423 UY 424 VE 425 BM+AI+KY+TC+MS+VG 426 JM 427 FK+GS 428 GY 429 BZ 430 GL 431 AW 432 PR+VI 433 TT 434 BB 435 GD
  436 BS 437 SR 438 DM 439 LC 440 VC 441 AG 442 KN 443 BQ 444 CW 445 SX`;
const oceania = `501 AU 502 NZ 503 PN 505 GU+AS+MP 506 WS 507 NR 508 FJ 509 TO 510 PG 511 TV 512 SB 513 KI 514 VU 515 MH 516 FM 517 PW
  519 TK 520 CK 521 NU 522 NF`;

const coded = [europe, asia, africa, america, oceania]
  .flatMap((continent) => [...continent.matchAll(/(\d{3}) ([A-Z+]+)/g)])
  .map(([, number, regions]) => ({ inseeCode: `99${number}`, regions: regions!.split("+") }));

const countries: Record<Language, readonly Country[]> = { fr: named("fr"), en: named("en") };

function named(language: Language): Country[] {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const { compare } = new Intl.Collator(language);
  return coded
    .map(({ inseeCode, regions }) => ({ inseeCode, name: regions.map((region) => names.of(region)).join(", ") }))
    .sort((one, other) => compare(one.name, other.name));
}
