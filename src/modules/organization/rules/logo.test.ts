import { describe, expect, test } from 'vitest'
import { judgeLogo } from './logo.ts'

const svg = (inside: string, attributes = '') =>
  new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"${attributes}>${inside}</svg>`,
  )
const png = (width: number, height: number) => {
  const bytes = new Uint8Array(57)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  bytes.set([0x49, 0x45, 0x4e, 0x44], 49)
  return bytes
}
const webp = (kind: string, body: number[]) => {
  const bytes = new Uint8Array(40)
  bytes.set(new TextEncoder().encode('RIFF'))
  new DataView(bytes.buffer).setUint32(4, 32, true)
  bytes.set(new TextEncoder().encode(`WEBP${kind}`), 8)
  bytes.set(body, 20)
  return bytes
}

test.each([
  ['png', png(512, 128), 'image/png'],
  ['lossy webp', webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0, 1, 128, 0]), 'image/webp'],
  ['lossless webp', webp('VP8L', [0x2f, 0xff, 0xc0, 0x1f, 0]), 'image/webp'],
  ['extended webp', webp('VP8X', [0, 0, 0, 0, 0xff, 1, 0, 0x7f, 0, 0]), 'image/webp'],
  ['plain svg', svg('<path d="M0 0h10v10z" fill="#0f766e"/>'), 'image/svg+xml'],
  [
    'svg with a gradient',
    svg(
      '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs><rect width="10" height="10" fill="url(#g)"/>',
    ),
    'image/svg+xml',
  ],
  [
    'svg with text',
    svg('<!-- a comment --><text x="1" y="5">Savanna &amp; co &#9733;</text>'),
    'image/svg+xml',
  ],
  [
    'svg with a prolog',
    new TextEncoder().encode('\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<svg/>'),
    'image/svg+xml',
  ],
  [
    'svg with use',
    svg('<use xlink:href="#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>'),
    'image/svg+xml',
  ],
])('%s is a logo', (_, bytes, type) => {
  expect(judgeLogo(bytes)).toEqual({ kind: 'fine', type })
})

test.each([
  ['script', svg('<script>alert(1)</script>')],
  ['script with a prefix', svg('<svg:script>alert(1)</svg:script>')],
  ['upper-case script', svg('<SCRIPT>alert(1)</SCRIPT>')],
  ['handler', svg('<path onload="alert(1)"/>')],
  ['handler on the root', svg('', ' onload="alert(1)"')],
  ['foreignObject', svg('<foreignObject><iframe src="x"/></foreignObject>')],
  ['outside image', svg('<image href="https://evil.example/x.png"/>')],
  ['outside use', svg('<use href="https://evil.example/x.svg#a"/>')],
  ['data use', svg('<use href="data:image/svg+xml;base64,AAAA"/>')],
  ['javascript link', svg('<a href="javascript:alert(1)"><path/></a>')],
  ['hidden javascript', svg('<use href="&#106;avascript:alert(1)"/>')],
  ['animated link', svg('<animate attributeName="href" values="javascript:alert(1)"/>')],
  ['set', svg('<set attributeName="onmouseover" to="alert(1)"/>')],
  ['style element', svg('<style>@import url(https://evil.example/x.css)</style>')],
  ['style with url', svg('<path style="fill:url(https://evil.example/#a)"/>')],
  ['style with escape', svg('<path style="fill:u\\72l(//evil)"/>')],
  ['fill with url', svg('<path fill="url(//evil.example/x#a)"/>')],
  [
    'doctype',
    new TextEncoder().encode(
      '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    ),
  ],
  ['own entity', svg('<text>&x;</text>')],
  ['stylesheet instruction', new TextEncoder().encode('<?xml-stylesheet href="x.css"?><svg/>')],
  ['CDATA', svg('<text><![CDATA[<script>]]></text>')],
  ['other namespace', svg('<g xmlns="http://www.w3.org/1999/xhtml"><path/></g>')],
  ['unquoted attribute', svg('<path d=M0/>')],
  ['unbalanced', svg('<g>')],
  ['two roots', new TextEncoder().encode('<svg/><svg/>')],
  ['html', new TextEncoder().encode('<html><script>alert(1)</script></html>')],
  ['text after', new TextEncoder().encode('<svg/>hello')],
  ['not utf-8', new Uint8Array([0x3c, 0x73, 0x76, 0x67, 0xff, 0x3e])],
  ['gif', new TextEncoder().encode('GIF89a')],
  ['empty', new Uint8Array()],
  ['png header only', png(1, 1).subarray(0, 20)],
  ['huge png', png(100_000, 100_000)],
  ['png without size', png(0, 10)],
  ['cut webp', webp('VP8X', []).subarray(0, 29)],
  ['deep svg', svg('<g>'.repeat(200) + '</g>'.repeat(200))],
])('%s is refused', (_, bytes) => {
  expect(judgeLogo(bytes).kind).toBe('no')
})

test('half a megabyte of unclosed brackets is judged without delay', () => {
  expect(judgeLogo(svg('<path d="'.repeat(50_000))).kind).toBe('no')
  expect(judgeLogo(svg(`<path ${' '.repeat(400_000)}`)).kind).toBe('no')
  expect(judgeLogo(svg(`<path ${'a="" '.repeat(80_000)}`)).kind).toBe('no')
})

test('an SVG may copy a part of itself, and no copies of copies', () => {
  const svg = (inside: string) =>
    judgeLogo(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`)).kind
  const leaf = '<path id="leaf" d="M0 0"/>'
  expect(svg(`${leaf}<g id="twig"><use href="#leaf"/></g>`)).toBe('fine')
  expect(svg(`${leaf}<g id="twig"><use href="#leaf"/></g><use href="#twig"/>`)).toBe('no')
  expect(svg(`<use href="#tw&#105;g"/>${leaf}<g id="twig"><use href="#leaf"/></g>`)).toBe('no')
  const both = '<use xlink:href="#leaf" href="#twig"/>'
  expect(svg(`${leaf}<g id="twig"><use href="#leaf"/></g>${both}`)).toBe('no')
  expect(svg(`${leaf}${'<use href="#leaf"/>'.repeat(201)}`)).toBe('no')
})

describe('what an SVG asks for by name', () => {
  const judged = (inside: string) => judgeLogo(svg(inside)).kind
  const ten = (what: (place: number) => string) =>
    Array.from({ length: 10 }, (_, place) => what(place)).join('')

  test('may be nested as drawing programs do', () => {
    const gradients =
      '<linearGradient id="a"><stop offset="0"/></linearGradient><linearGradient id="b" href="#a"/>'
    const clip = '<clipPath id="c"><use href="#r"/></clipPath><rect id="r" width="9" height="9"/>'
    const mask = '<mask id="m"><rect width="9" height="9" fill="url(#b)"/></mask>'
    const many = '<path d="M0 0h1" fill="url(#b)" clip-path="url(#c)"/>'.repeat(300)
    const whole = `<defs>${gradients}${clip}${mask}</defs><g mask="url(#m)">${many}</g>`
    expect(judged(whole)).toBe('fine')
  })

  test.each([
    ['masks', (id: number) => `<mask id="l${id}">`, '</mask>', 'mask'],
    ['clips', (id: number) => `<clipPath id="l${id}">`, '</clipPath>', 'clip-path'],
    [
      'patterns',
      (id: number) => `<pattern id="l${id}" width="1" height="1">`,
      '</pattern>',
      'fill',
    ],
    ['markers', (id: number) => `<marker id="l${id}">`, '</marker>', 'marker-mid'],
  ] as const)('may not multiply: %s', (_name, opening, closing, attribute) => {
    const level = (id: number) =>
      `${opening(id)}${ten(() => `<path d="M0 0h1" ${attribute}="url(#l${id + 1})"/>`)}${closing}`
    const inside = `${ten(level)}${opening(10)}<path d="M0 0h1"/>${closing}`
    expect(judged(`${inside}<path d="M0 0h1" ${attribute}="url(#l0)"/>`)).toBe('no')
    // Also in a style, quoted, and by an element further out.
    const quoted = inside.replaceAll(/(\S+)="url\((#l\d+)\)"/g, `style="$1:url('$2')"`)
    expect(judged(`${quoted}<g ${attribute}="url(#l0)"/>`)).toBe('no')
  })

  test('may not be a ring', () => {
    const ring = '<mask id="a"><g mask="url(#b)"/></mask><mask id="b"><g mask="url(#a)"/></mask>'
    expect(judged(`${ring}<g mask="url(#a)"/>`)).toBe('no')
    expect(judged('<pattern id="p"><rect fill="url(#p)"/></pattern><rect fill="url(#p)"/>')).toBe(
      'no',
    )
  })

  test('is looked through quickly, however it is knotted', () => {
    const all = Array.from({ length: 60 }, (_, place) => place)
    const knot = all
      .map(
        (id) => `<mask id="k${id}">${all.map((to) => `<g mask="url(#k${to})"/>`).join('')}</mask>`,
      )
      .join('')
    expect(judged(knot)).toBe('no')
  })
})
