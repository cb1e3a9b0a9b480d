import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { UdpClient } from '../client/udp-client.ts'
import { Code } from '../codes.ts'
import { parsePacket } from '../packet.ts'
import { Secret } from '../secret.ts'
import { type FreeRadius, startFreeRadius } from '../testing/freeradius.ts'
import { freeUdpPort } from '../testing/free-port.ts'
import { UdpPort } from '../transports/udp.ts'
import { PacketWriter } from '../writer.ts'
import { Home } from './home.ts'
import { HomePool } from './proxy.ts'

/** FreeRADIUS (Debian: freeradius) as the server of another realm, behind our proxy: also for EAP that we do not speak. */
let dir: string
let home: FreeRadius & { port: number }
const homeSecret = new Secret('homehome')
const nasSecret = new Secret('nasnas')

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'home-'))
  home = await startHome()
})
afterAll(async () => {
  await home.end()
  rmSync(dir, { recursive: true, force: true })
})

/** A NAS sees this as the server; it forwards all that it gets. */
async function proxy() {
  const client = new UdpClient()
  const to = { address: '127.0.0.1', port: home.port }
  // FreeRADIUS 3.2.1 is from before CVE-2024-3596 and does not sign.
  const server = {
    name: 'home',
    secret: homeSecret,
    signedReplyOnly: false,
    ask: (question: Parameters<UdpClient['ask']>[0]) => client.ask(question, to),
  }
  const pool = new HomePool([new Home(server)])
  const writer = new PacketWriter()
  const udp = new UdpPort({
    host: '127.0.0.1',
    onDatagram: (datagram, from) => void answer(datagram, from),
    onFault: (fault) => {
      throw fault
    },
  })
  async function answer(datagram: Buffer, from: { address: string; port: number }) {
    const request = parsePacket(datagram)
    if (typeof request === 'string') return
    const forwarded = await pool.forward(request, nasSecret, () => performance.now())
    if (forwarded.kind !== 'reply') return
    forwarded.fill(writer.reply(forwarded.code, request))
    udp.send(writer.seal(nasSecret), from)
  }
  await udp.open()
  const close = () => Promise.all([udp.close(), client.close()]).then(() => undefined)
  return { port: udp.port, [Symbol.asyncDispose]: close }
}

test.each(['User-Password', 'CHAP-Password', 'MS-CHAP-Password'])('%s', async (attribute) => {
  await using server = await proxy()
  const ask = (password: string) =>
    radclient(server.port, [`User-Name = "asha@roam.example"`, `${attribute} = "${password}"`])
  expect(await ask('lamp'), home.log()).toContain('Received Access-Accept')
  expect(await ask('lamp'), home.log()).toContain('Reply-Message = "from home"')
  expect(await ask('wrong')).toContain('Received Access-Reject')
})

test('EAP-PWD, which we do not speak: the keys reach the NAS', async () => {
  await using server = await proxy()
  const file = join(dir, 'peer.conf')
  const peer = 'key_mgmt=IEEE8021X\n eap=PWD\n identity="asha@roam.example"\n password="lamp"'
  writeFileSync(file, `network={\n ${peer}\n}\n`)
  const said = await new Promise<string>((resolve) => {
    const args = ['-c', file, '-p', String(server.port), '-s', 'nasnas', '-t', '10']
    execFile('eapol_test', args, (_, out) => resolve(out))
  })
  expect(said.trimEnd().endsWith('SUCCESS'), home.log() + said.slice(-2000)).toBe(true)
})

test('Status-Server tells that it lives', async () => {
  const client = new UdpClient()
  const to = { address: '127.0.0.1', port: home.port }
  const question = { code: Code.StatusServer, secret: homeSecret, write: () => undefined }
  const answer = await client.ask(question, to)
  await client.close()
  expect(answer).toMatchObject({ kind: 'reply', tries: 1 })
})

function radclient(port: number, lines: string[]): Promise<string> {
  const file = join(dir, `${Math.random()}`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  const args = ['-x', '-r', '1', '-t', '5', '-f', file, `127.0.0.1:${port}`, 'auth', 'nasnas']
  return new Promise((resolve) => {
    execFile('radclient', args, (_, out, fault) => resolve(out + fault))
  })
}

async function startHome() {
  const port = await freeUdpPort()
  writeFileSync(
    join(dir, 'users'),
    'asha@roam.example Cleartext-Password := "lamp"\n\tReply-Message = "from home"\n',
  )
  return { port, ...(await startFreeRadius(dir, configOf(port))) }
}

function configOf(port: number): string {
  return `
client proxy {
  ipaddr = 127.0.0.1
  secret = homehome
  require_message_authenticator = yes
}
modules {
  pap {
  }
  chap {
  }
  mschap {
  }
  files {
    usersfile = ${dir}/users
  }
  eap {
    default_eap_type = pwd
    pwd {
      group = 19
      server_id = home@roam.example
    }
  }
}
server home {
  listen {
    type = auth
    ipaddr = 127.0.0.1
    port = ${port}
  }
  authorize {
    files
    eap {
      ok = return
    }
    chap
    mschap
    pap
  }
  authenticate {
    eap
    Auth-Type PAP {
      pap
    }
    Auth-Type CHAP {
      chap
    }
    Auth-Type MS-CHAP {
      mschap
    }
  }
}
`
}
