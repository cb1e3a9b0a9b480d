import {
  createHash,
  createSign,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'

type Options = Readonly<Record<string, unknown>> & { challenge: string }

/** What an authenticator claims about the person: that they touched it, and that it verified them (WebAuthn §6.1). */
const TOUCHED = 0x01
const VERIFIED = 0x04
const HAS_KEY = 0x40

/**
 * An authenticator in software (ES256, no attestation), as a phone or a security key would be. It signs for the origin
 * that it is asked at, whatever the server says: what a phishing page gets is for its own origin.
 */
export class Passkey {
  readonly id = randomBytes(32)
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #origin: URL
  #counter = 0

  constructor(origin: URL) {
    this.#origin = origin
  }

  /** Answers `navigator.credentials.create`. */
  create(options: Options) {
    const point = this.#keys.publicKey.export({ format: 'jwk' })
    const cose = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(point.x ?? '', 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(point.y ?? '', 'base64url'),
    ])
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    const data = Buffer.concat([
      this.#data(TOUCHED | VERIFIED | HAS_KEY),
      Buffer.alloc(16),
      length,
      this.id,
      cose,
    ])
    const attestation = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
      Buffer.from([data.length]),
      data,
    ])
    return this.#answer({
      clientDataJSON: this.#client('webauthn.create', options.challenge).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    })
  }

  /** Answers `navigator.credentials.get`; `verified`: it asked for finger, face or PIN. `at`: the page that asks. */
  get(options: Options, { verified = true, at = this.#origin } = {}) {
    this.#counter++
    const client = this.#client('webauthn.get', options.challenge, at)
    const data = this.#data(verified ? TOUCHED | VERIFIED : TOUCHED, at)
    const signed = Buffer.concat([data, sha256(client)])
    return this.#answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign(this.#keys.privateKey, signed).toString('base64url'),
    })
  }

  #answer<R extends { clientDataJSON: string }>(response: R) {
    const id = this.id.toString('base64url')
    return {
      id,
      rawId: id,
      type: 'public-key' as const,
      response,
      clientExtensionResults: {},
      authenticatorAttachment: 'platform',
    }
  }

  #client(type: string, challenge: string, at = this.#origin): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: at.origin, crossOrigin: false }))
  }

  #data(flags: number, at = this.#origin): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.#counter)
    return Buffer.concat([sha256(Buffer.from(at.hostname)), Buffer.from([flags]), counter])
  }
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}

function sign(key: KeyObject, data: Buffer): Buffer {
  return createSign('sha256').update(data).sign(key)
}
