/**
 * Something about the machine or its settings keeps Kasi from doing what was asked, and a person can put it right.
 * It is printed as two short paragraphs, without a stack: what is wrong (and where), then what to do.
 */
export class Trouble extends Error {
  readonly todo: string

  constructor(wrong: string, todo: string, options?: ErrorOptions) {
    super(wrong, options)
    this.name = 'Trouble'
    this.todo = todo
  }
}
