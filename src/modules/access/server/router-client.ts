import type { Answer, Question } from '#radius/client/question.ts'
import { StreamClient } from '#radius/client/stream-client.ts'
import { UdpClient, type Destination } from '#radius/client/udp-client.ts'

/** Asks routers over UDP, and over TCP those that take changes so (RFC 6613): one connection to each, made when something is asked. */
export class RouterClient {
  private readonly udp = new UdpClient()
  private readonly streams = new Map<string, StreamClient>()

  ask(question: Question, to: Destination, by: 'udp' | 'tcp'): Promise<Answer> {
    return by === 'udp' ? this.udp.ask(question, to) : this.streamTo(to).ask(question)
  }

  async close(): Promise<void> {
    await this.udp.close()
    for (const stream of this.streams.values()) await stream.close()
  }

  private streamTo({ address: host, port }: Destination): StreamClient {
    const key = `${host} ${port}`
    const stream = this.streams.get(key) ?? new StreamClient({ host, port })
    this.streams.set(key, stream)
    return stream
  }
}
