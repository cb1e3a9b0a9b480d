/**
 * What was asked for or put lately, by name; the rest is let go, half of the bound at a time. A Map alone, of which the first goes for each
 * that comes, is slow: it looks for its first entry behind all that went before.
 */
export class Lately<Value> {
  private recent = new Map<string, Value>()
  private older = new Map<string, Value>()
  private readonly half: number

  constructor(most: number) {
    this.half = Math.ceil(most / 2)
  }

  get(name: string): Value | undefined {
    const recent = this.recent.get(name)
    if (recent !== undefined) return recent
    const older = this.older.get(name)
    if (older !== undefined) this.set(name, older)
    return older
  }

  set(name: string, value: Value): void {
    if (this.recent.size >= this.half && !this.recent.has(name)) {
      this.older = this.recent
      this.recent = new Map()
    }
    this.recent.set(name, value)
  }

  delete(name: string): void {
    this.recent.delete(name)
    this.older.delete(name)
  }
}
