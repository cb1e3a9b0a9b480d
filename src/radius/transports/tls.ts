import type { TLSSocket, TlsOptions } from 'node:tls'

/** How the peers of a RadSec port prove who they are: by a certificate, by a key that both have, or by either. */
export type TlsServerOptions = {
  /** Ours, in PEM, with its chain. Not needed where all peers come with a key. */
  certificate?: { cert: string; key: string }
  /** Whose signature makes a peer's certificate good, in PEM. Without it no certificate is. */
  clientAuthority?: string
  /** The key for a peer's identity (RFC 9813 §4), at least 16 octets, or nothing when we do not know it. */
  keyFor?: (identity: string) => Uint8Array | undefined
  handshake_s?: number
}

/** What a handshake proved. A name is only as good as the authority that was asked to sign it. */
export type PeerIdentity =
  | { by: 'certificate'; subject: string; names: string[]; fingerprint: string }
  | { by: 'key'; identity: string }
  | { by: 'nothing' }

export const PSK_IDENTITY_LENGTH_MAX = 128
export const PSK_LENGTH_MIN = 16
/**
 * OpenSSL binds a key to SHA-256. Were a suite of TLS 1.3 with SHA-384 allowed beside it, a peer could name a key, choose that suite,
 * and be let in by other means without ever using the key that it named. So there is one suite where keys are taken.
 */
const TLS13_WITH_KEYS = ['TLS_AES_128_GCM_SHA256']
const TLS13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384']
/** TLS 1.2, with forward secrecy only. */
const PSK_CIPHERS = [
  'ECDHE-PSK-CHACHA20-POLY1305',
  'ECDHE-PSK-AES256-CBC-SHA384',
  'ECDHE-PSK-AES128-CBC-SHA256',
]
const CERTIFICATE_CIPHERS = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
]

export function tlsOptions(tls: TlsServerOptions): TlsOptions {
  const { certificate, clientAuthority, keyFor } = tls
  // With keys allowed, TLS cannot insist on a certificate; who proved nothing is turned away by StreamPort.
  const wantsCertificate = clientAuthority !== undefined
  return {
    minVersion: 'TLSv1.2',
    ciphers: [
      ...(keyFor ? TLS13_WITH_KEYS : TLS13),
      ...(keyFor ? PSK_CIPHERS : []),
      ...(certificate ? CERTIFICATE_CIPHERS : []),
    ].join(':'),
    handshakeTimeout: (tls.handshake_s ?? 10) * 1000,
    requestCert: wantsCertificate,
    rejectUnauthorized: wantsCertificate && !keyFor,
    ...certificate,
    ...(clientAuthority ? { ca: clientAuthority } : {}),
    ...(keyFor ? { pskCallback: (socket, identity) => keyOf(keyFor, socket, identity) } : {}),
  }
}

/** Remembered by its socket, because Node does not say afterwards which key was used. */
const keyed = new WeakMap<TLSSocket, string>()

function keyOf(
  keyFor: (identity: string) => Uint8Array | undefined,
  socket: TLSSocket,
  identity: string,
): Uint8Array | null {
  const key = identity.length > PSK_IDENTITY_LENGTH_MAX ? undefined : keyFor(identity)
  if (!key || key.length < PSK_LENGTH_MIN) return null
  keyed.set(socket, identity)
  return key
}

export function identityOf(socket: TLSSocket): PeerIdentity {
  const identity = keyed.get(socket)
  // A key in use shows as a resumed session in TLS 1.3, and in the name of the suite before.
  const keyInUse = socket.isSessionReused() || socket.getCipher().name.includes('PSK')
  if (identity !== undefined && keyInUse) return { by: 'key', identity }
  const certificate = socket.getPeerX509Certificate()
  if (!certificate || !socket.authorized) return { by: 'nothing' }
  return {
    by: 'certificate',
    subject: certificate.subject,
    names: (certificate.subjectAltName ?? '').split(', ').filter(Boolean),
    fingerprint: certificate.fingerprint256,
  }
}
