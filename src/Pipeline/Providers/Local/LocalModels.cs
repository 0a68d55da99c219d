using System.Security.Cryptography;

namespace Voxie.Pipeline.Providers.Local;

/// <summary>The models folder, as <c>npm ci</c> leaves it: which files local speech needs, where they are, whether they are the right ones.</summary>
/// <param name="folder">The folder that holds <c>package.json</c> and <c>node_modules</c>.</param>
public sealed class LocalModels(string folder)
{
    public static readonly ModelFile OnnxRuntime = new("ONNX Runtime library",
        "node_modules/sherpa-onnx-linux-x64/libonnxruntime.so",
        "4b3607aebd1784b26b6f9b20e4bd974c7ab8287043e4d095cb7d2cb40b5e566e");

    public static readonly ModelFile SileroVad = new("Silero voice activity model",
        "node_modules/@ricky0123/vad-web/dist/silero_vad_v5.onnx",
        "2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f");

    public static readonly ModelFile MoonshineEncoder = new("Moonshine recogniser (encoder)",
        "node_modules/@usefulsensors/moonshine-js/dist/model/base/quantized/encoder_model.onnx",
        "1dd9ab0a7f987113d30affcba5a068d11c8f90fa0223caa3e491ade431ad9751");

    public static readonly ModelFile MoonshineDecoder = new("Moonshine recogniser (decoder)",
        "node_modules/@usefulsensors/moonshine-js/dist/model/base/quantized/decoder_model_merged.onnx",
        "cc9f3cd6698a369c6008b41aa60aa3fb3322e7f03c9bdf19d8e6b7200afca4f3");

    public static readonly ModelFile MoonshineVocabulary = new("Moonshine vocabulary",
        "node_modules/llama-tokenizer-js/llama-tokenizer.js",
        "34a7b9f7579d40486444590c37cba6564ef40c3dd98ecdfc2f7c886ae72c898d");

    public static readonly ModelFile DittliVoice = new("dittli voice model",
        "node_modules/@dittli/tts-en/assets/en/model.onnx",
        "f0244ccac461c46b964a630a2acbb65818ff2454a0d286c31ba878c8cc425efa");

    public static readonly ModelFile DittliMetadata = new("dittli voice metadata",
        "node_modules/@dittli/tts-en/assets/en/metadata.json",
        "a95904be55672ee09479d77d658183752fbd39d442b411ae71d8dfcd0f55c712");

    public static readonly ModelFile DittliDictionary = new("dittli pronouncing dictionary",
        "node_modules/@dittli/tts-en/assets/en/cmudict.json",
        "592b3a124fc79d850eaa1ec117b13503a48723ae710555fd44f155ba71409740");

    public static readonly ModelFile DittliSpelling = new("dittli spelling-to-sound model",
        "node_modules/@dittli/tts-en/assets/en/g2p_model.json",
        "b9bf424ae0d6fea011960032cee6615097db23ab71c5770576c9c44103f1b49f");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ModelFile> Files { get; } =
    [
        OnnxRuntime, SileroVad, MoonshineEncoder, MoonshineDecoder, MoonshineVocabulary,
        DittliVoice, DittliMetadata, DittliDictionary, DittliSpelling,
    ];

    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Where a file is or would be.</summary>
    public string PathOf(ModelFile file) => Path.Combine(Folder, file.Path);

    public bool Has(params ReadOnlySpan<ModelFile> files)
    {
        foreach (var file in files)
        {
            if (!File.Exists(PathOf(file))) return false;
        }
        return true;
    }

    /// <summary>The file's full path.</summary>
    /// <exception cref="ModelFileMissingException">It is not there.</exception>
    public string Require(ModelFile file)
    {
        var path = PathOf(file);
        return File.Exists(path) ? path : throw new ModelFileMissingException(file, path);
    }

    /// <summary>Reads the whole file and compares its hash: about 10 ms per 10 MB.</summary>
    public async Task<ModelFileState> VerifyAsync(ModelFile file, CancellationToken cancellation)
    {
        var path = PathOf(file);
        if (!File.Exists(path)) return ModelFileState.Missing;
        await using var stream = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
        return hash == file.Sha256 ? ModelFileState.Good : ModelFileState.Altered;
    }
}
