/** Markup that is meant as such; everything else that is put into a page is text and stays text. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Value = Html | readonly Html[] | string | number | false | null | undefined

/** `<p>${name}</p>`: what is put in is escaped, unless it is `Html` itself; false and nothing are nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  let text = parts[0] ?? ''
  for (const [n, value] of values.entries()) text += said(value) + (parts[n + 1] ?? '')
  return new Html(text)
}

function said(value: Value): string {
  if (value instanceof Html) return value.text
  if (value === false || value === null || value === undefined) return ''
  if (typeof value === 'object') return value.map(({ text }) => text).join('')
  return escaped(String(value))
}

const SIGNS: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;' },
  ...{ '"': '&quot;', "'": '&#39;' },
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign)
}
