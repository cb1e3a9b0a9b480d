import { execFile, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Code } from '../codes.ts'
import { Attr } from '../numbers.ts'
import { parsePacket } from '../packet.ts'
import { RADSEC_SECRET_TEXT, Secret } from '../secret.ts'
import { PacketWriter } from '../writer.ts'
import { StreamPort } from './stream.ts'
import { signatureOf } from '../authenticity.ts'

/** Radsecproxy (Debian: radsecproxy) takes radclient's UDP and speaks RADIUS over TLS to us, with certificates of both sides. */
test('a request over UDP comes by RadSec through radsecproxy, and so does its answer', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'radsecproxy-'))
  makeCertificates(dir)
  const pem = (name: string) => readFileSync(join(dir, name), 'utf8')
  const secret = new Secret(RADSEC_SECRET_TEXT)
  const seen: string[] = []
  const port = new StreamPort({
    host: '127.0.0.1',
    tls: {
      certificate: { cert: pem('server.pem'), key: pem('server.key') },
      clientAuthority: pem('ca.pem'),
    },
    onPacket: (bytes, connection) => {
      const request = parsePacket(bytes)
      if (typeof request === 'string') throw new Error(request)
      if (request.code === Code.AccessRequest) {
        const signature = signatureOf(request, request.authenticator, secret)
        seen.push(`${request.text(Attr.UserName)} ${signature} ${connection.identity?.by}`)
      }
      const writer = new PacketWriter().reply(Code.AccessAccept, request)
      connection.send(writer.text(Attr.ReplyMessage, 'by RadSec').seal(secret))
    },
    onFault: (fault) => {
      throw fault
    },
  })
  await port.open()
  const udp = await freePort()
  const config = join(dir, 'radsecproxy.conf')
  writeFileSync(config, configOf(dir, udp, port.port))
  const proxy = spawn('radsecproxy', ['-f', '-d', '3', '-c', config])
  let log = ''
  proxy.stderr.on('data', (chunk) => (log += String(chunk)))
  try {
    const said = await askUntilAnswered(dir, udp)
    expect(said, log).toContain('Reply-Message = "by RadSec"')
    expect(seen).toContain('asha good certificate')
  } finally {
    proxy.kill()
    await port.close()
    rmSync(dir, { recursive: true, force: true })
  }
})

function configOf(dir: string, udp: number, tls: number): string {
  return `
ListenUDP 127.0.0.1:${udp}
tls default {
  CACertificateFile ${dir}/ca.pem
  CertificateFile ${dir}/nas.pem
  CertificateKeyFile ${dir}/nas.key
}
client nas {
  host 127.0.0.1
  type udp
  secret testing123
}
server kasi {
  host 127.0.0.1
  port ${tls}
  type tls
  secret radsec
  certificateNameCheck off
}
realm * {
  server kasi
}
`
}

/** The proxy takes a moment to come up and to connect. */
async function askUntilAnswered(dir: string, udp: number): Promise<string> {
  const file = join(dir, 'request')
  writeFileSync(file, 'User-Name = "asha"\nUser-Password = "x"\nMessage-Authenticator = 0x00\n')
  const args = ['-x', '-r', '1', '-t', '1', '-f', file, `127.0.0.1:${udp}`, 'auth', 'testing123']
  for (let tries = 0; tries < 10; tries++) {
    const said = await new Promise<string>((resolve) => {
      execFile('radclient', args, (_, out, fault) => resolve(out + fault))
    })
    if (said.includes('Received')) return said
    await sleep(200)
  }
  return 'silence'
}

function makeCertificates(dir: string): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' })
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const req = ['req', '-x509', ...curve]
  openssl(...req, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=ca')
  for (const name of ['server', 'nas']) {
    const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-subj', `/CN=${name}`]
    openssl(...req, '-keyout', `${name}.key`, '-out', `${name}.pem`, ...signed)
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
