using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Voxie.Admin.Config;
using Voxie.Pipeline.Providers.Local;

namespace Voxie.Admin.Cli.Doctor;

/// <summary>Are the speech models there, and the ones that were tested?</summary>
internal static class ModelChecks
{
    public static async IAsyncEnumerable<Finding> RunAsync(VoxieConfig config, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var models = new LocalModels(config.ModelsFolder);
        foreach (var file in LocalModels.Files)
        {
            yield return await models.VerifyAsync(file, cancellation) switch
            {
                ModelFileState.Good => new Finding(Verdict.Ok, file.Name, "present, sha256 as expected"),
                ModelFileState.Altered => new Finding(Verdict.Warn, file.Name, models.PathOf(file) + " is not the file that was tested (sha256 differs)", Remedy(config)),
                _ => new Finding(Verdict.Fail, file.Name, models.PathOf(file) + " is missing", Remedy(config)),
            };
        }
        if (models.Has(LocalModels.OnnxRuntime))
        {
            yield return NativeLibrary.TryLoad(models.PathOf(LocalModels.OnnxRuntime), out _)
                ? new Finding(Verdict.Ok, "ONNX Runtime", "loads")
                : new Finding(Verdict.Fail, "ONNX Runtime", models.PathOf(LocalModels.OnnxRuntime) + " does not load on this machine", "use a 64-bit x86 Linux with glibc");
        }
    }

    private static string Remedy(VoxieConfig config) => $"run 'npm ci' in {config.ModelsFolder}, or set VOXIE_MODELS to where they are";
}
