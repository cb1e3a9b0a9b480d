import { Duplex } from 'node:stream'

/** The two ends of a cable without a network: TLS writes to one, and what a peer sent by EAP is pushed into the other. */
export class Wire extends Duplex {
  /** How often anything was written: how a caller sees that TLS is not done yet. */
  writes = 0
  private out: Buffer[] = []

  override _read(): void {
    // Everything there is has been pushed.
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.out.push(chunk)
    this.writes += 1
    done()
  }

  /** What was written since the last call. */
  flight(): Buffer {
    return Buffer.concat(this.out.splice(0))
  }
}
