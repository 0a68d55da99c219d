using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;

namespace Voxie.Interop.Speech;

/// <summary>Callers' voices: the two clearest of flite's (word errors on the question sets 5.7 and 7.0 %), which no agent uses. Made once per text, at telephone rate.</summary>
internal static class Voices
{
    private static readonly string[] Names = ["rms", "awb"];
    private static readonly string Folder = Directory.CreateTempSubdirectory("voxie-voices-").FullName;
    private static readonly SemaphoreSlim One = new(1);

    static Voices() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    /// <summary>8 kHz speech of <paramref name="text"/>, -20 dBFS or so, silence at both ends cut. The voice changes with <paramref name="number"/>.</summary>
    public static async Task<short[]> SayAsync(string text, int number = 0)
    {
        var voice = Names[number % Names.Length];
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        var path = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{voice}-{key}.wav"));
        await One.WaitAsync();
        try
        {
            if (!File.Exists(path))
            {
                await ChildProcess.RunAsync("flite", "-voice", voice, "-t", text, "-o", path + ".16k");
                await ChildProcess.RunAsync("sox", "-D", "-t", "wav", path + ".16k", "-r", "8000", "-b", "16", path, "gain", "-n", "-6");
            }
        }
        finally
        {
            One.Release();
        }

        var samples = Wav.Read(path);
        return Sound.Speech(samples) is var (start, end) ? samples[start..end] : throw new InvalidDataException($"flite said nothing for '{text}'");
    }
}
