/**
 * What may go wrong between a mail server and us. `unknown-box`: nobody is there (550). `busy`: later, please (451). `cut-off`: takes it and
 * hangs up before it says so.
 */
export const LETTER_FAULTS = ['unknown-box', 'busy', 'cut-off'] as const
export type LetterFault = (typeof LETTER_FAULTS)[number]

/** What a mail server said, in the shape in which nodemailer tells it. */
export class MailServerSaid extends Error {
  override name = 'MailServerSaid'
  readonly responseCode: number

  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}
