# Kasi in a container: the roles that the command names, on a PostgreSQL of yours or on the one that Kasi brings along.
#
#   docker build -t kasi .
#   docker run --rm --env-file kasi.env -v kasi:/var/lib/kasi kasi keys create   # once; keep a copy elsewhere, now
#   docker run --rm --env-file kasi.env -v kasi:/var/lib/kasi kasi migrate
#   docker run -d --env-file kasi.env -v kasi:/var/lib/kasi --read-only --tmpfs /tmp --init --stop-timeout 60 \
#     -p 8080:8080 -p 1812:1812/udp -p 1813:1813/udp kasi
#
# A container for other roles names them: `kasi serve --roles worker`, with KASI_HEALTH_PORT where `api` is not among them,
# so that the health check finds it. RADIUS knows routers by their addresses: give it --network host, because
# Docker's own forwarding may hide them.
#
# Everything that changes is in /var/lib/kasi, so the rest may be mounted read-only. Use --init (or tini), because
# somebody has to reap the embedded PostgreSQL's processes.

FROM node:24-bookworm-slim AS packages
# Node 26, which comes with the packages, is linked with it; slim images are without.
RUN apt-get update && apt-get install -y --no-install-recommends libatomic1 && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/kasi
COPY package.json package-lock.json .npmrc ./
# The packages' own scripts are not run: the one that matters only makes links, which ours makes as well.
RUN npm ci --omit=dev --ignore-scripts
COPY bin ./bin
RUN node bin/after-install.mjs

FROM packages AS web
COPY . .
RUN node_modules/.bin/node bin/build.mjs

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends libatomic1 && rm -rf /var/lib/apt/lists/*
# The same number in every image, so that volumes keep their owner.
RUN groupadd --system --gid 10001 kasi \
 && useradd --system --uid 10001 --gid kasi --home-dir /var/lib/kasi --shell /usr/sbin/nologin kasi \
 && install -d -m 0700 -o kasi -g kasi /var/lib/kasi
WORKDIR /opt/kasi
COPY --from=packages /opt/kasi/node_modules ./node_modules
COPY --from=web /opt/kasi/dist ./dist
COPY package.json package-lock.json LICENSE ./
COPY bin ./bin
COPY src ./src
ENV NODE_ENV=production KASI_ENV=production KASI_HOME=/var/lib/kasi KASI_HTTP_HOST=0.0.0.0
# Room for the batches of accounting: docs/operating/radius.md says what it is worth.
ENV NODE_OPTIONS=--max-semi-space-size=64
USER kasi
VOLUME /var/lib/kasi
EXPOSE 8080/tcp 1812/udp 1813/udp
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["/opt/kasi/node_modules/.bin/node", "/opt/kasi/bin/healthy.mjs"]
ENTRYPOINT ["/opt/kasi/node_modules/.bin/node", "/opt/kasi/bin/kasi.mjs"]
CMD ["serve"]
