import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDictionary } from './radius-dictionary/read.ts'
import { tableOf } from './radius-dictionary/table.ts'

const FILES: Record<string, string> = {
  dictionary: `
# a comment
$INCLUDE dictionary.a
$INCLUDE dictionary.b
`,
  'dictionary.a': `
ATTRIBUTE	User-Password	2	string encrypt=1
ATTRIBUTE	Tunnel-Type	64	integer has_tag   # grouped
VALUE	Tunnel-Type	PPTP	1
VALUE	Tunnel-Type	L2F	0x02
ATTRIBUTE	Extended-Attribute-5	245	long-extended
ATTRIBUTE	Extended-Vendor-Specific-5	245.26	evs
ATTRIBUTE	Client-Shortname	1024	string virtual
`,
  'dictionary.b': `
VENDOR	WiMAX	24757	format=1,1,c
BEGIN-VENDOR	WiMAX
ATTRIBUTE	WiMAX-Capability	1	tlv
BEGIN-TLV	WiMAX-Capability
ATTRIBUTE	WiMAX-Release	1	string
END-TLV	WiMAX-Capability
ATTRIBUTE	WiMAX-Blob	9	octets[24]
END-VENDOR	WiMAX
VENDOR	FreeRADIUS	11344
BEGIN-VENDOR	FreeRADIUS	format=Extended-Vendor-Specific-5
ATTRIBUTE	FreeRADIUS-Key	1	octets
END-VENDOR	FreeRADIUS
`,
}

test('what is on the wire is one line for each attribute, placed below its parents', () => {
  const table = tableOf(
    readDictionary((name) => FILES[name] ?? '', ['dictionary']),
    '1.0',
  )
  expect(table.standard).toEqual([
    '2 string User-Password encrypt=1',
    '64 integer Tunnel-Type has_tag; PPTP=1 L2F=2',
    '245 long-extended Extended-Attribute-5',
    '245.26 evs Extended-Vendor-Specific-5',
    '245.26.11344.1 octets FreeRADIUS-Key',
  ])
  expect(table.vendors).toEqual([
    {
      id: 24757,
      name: 'WiMAX',
      format: '1,1,c',
      attributes: ['1 tlv WiMAX-Capability', '1.1 string WiMAX-Release', '9 octets[24] WiMAX-Blob'],
    },
  ])
})

test.each([
  ['ATTRIBUTE Foo x string', 'not a number'],
  ['BEGIN-VENDOR Nobody', 'no such vendor'],
  ['BEGIN-TLV Nothing', 'no such TLV'],
  ['FLAGS internal', 'not a line of a dictionary'],
])('%s is refused with its file and line', (line, why) => {
  expect(() => readDictionary(() => `\n${line}\n`, ['some.file'])).toThrow(
    `some.file:2: ${why}: ${line}`,
  )
})

test('the table says whose work it is', () => {
  const table = readFileSync('src/radius/dictionary/table.json', 'utf8')
  expect(table).toMatch(/FreeRADIUS Server project and contributors.*CC BY 4\.0/)
})
