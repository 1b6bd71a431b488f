import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 and in SubjectPublicKeyInfo (RFC 8410). */
const SECRET_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** A new signing secret: 32 bytes in base64url. */
export function generateSigningSecret(): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  return privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(SECRET_PREFIX.length).toString('base64url')
}

/** The public key that belongs to a signing secret, 32 bytes in base64url. */
export function signingKeyOf(secret: string): string {
  const der = createPublicKey(secretKey(secret)).export({ format: 'der', type: 'spki' })
  return der.subarray(PUBLIC_PREFIX.length).toString('base64url')
}

/** The 64 bytes of an Ed25519 signature; the same bytes always get the same signature (RFC 8032). */
export function signBytes(secret: string, bytes: Uint8Array): Buffer {
  return sign(null, bytes, secretKey(secret))
}

export function isSignedBy(signingKey: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  const der = Buffer.concat([PUBLIC_PREFIX, Buffer.from(signingKey, 'base64url')])
  return verify(null, bytes, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature)
}

function secretKey(secret: string): KeyObject {
  const der = Buffer.concat([SECRET_PREFIX, Buffer.from(secret, 'base64url')])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}
