/** A sentence in the two languages of the course. Neither is optional: a missing translation does not compile. */
export interface Text {
  readonly en: string;
  readonly 'zh-Hans': string;
}

export type Language = keyof Text;
