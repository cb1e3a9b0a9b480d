import { Buffer } from 'node:buffer'
import { constants, createPublicKey, publicEncrypt } from 'node:crypto'

/**
 * The initiator's password as Daraja takes it: RSA PKCS #1 v1.5 under Safaricom's public certificate (PEM), in base64, and nothing
 * else joined to it. The certificates in use ended years ago; nobody looks at that, and neither do we.
 */
export function securityCredential(password: string, certificate: string): string {
  const key = createPublicKey(certificate)
  const sealed = publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(password))
  return sealed.toString('base64')
}
