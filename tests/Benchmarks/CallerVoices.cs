using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Voxie.Pipeline.Audio;
using Voxie.TestKit;

namespace Voxie.Benchmarks;

/// <summary>Voices of other engines than the agent's own, through a telephone channel. What was said once is kept in the temporary folder.</summary>
internal static class CallerVoices
{
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "voxie-caller-voices")).FullName;

    /// <param name="voice">"espeak-..." for a voice of espeak-ng ("espeak-en-us"), else a voice of flite ("rms").</param>
    /// <returns>At 8 kHz, half of full scale at its loudest, quiet ends cut.</returns>
    public static short[] Say(string voice, string text)
    {
        var path = Path.Combine(Folder, $"{voice}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}.wav");
        if (!File.Exists(path))
        {
            if (voice.StartsWith("espeak-", StringComparison.Ordinal)) Run("espeak-ng", "-v", voice["espeak-".Length..], "-w", path + ".new", text);
            else Run("flite", "-voice", voice, "-t", text, "-o", path + ".new");
            File.Move(path + ".new", path);
        }
        var wav = WavFile.Read(path);
        var narrow = TelephoneChannel.Resample(wav.Samples.Span, wav.RateHz, 8000);
        var gain = 16384.0 / narrow.Max(static sample => Math.Abs((int)sample));
        for (var i = 0; i < narrow.Length; i++) narrow[i] = (short)(narrow[i] * gain);
        var speech = TelephoneChannel.Pass(narrow, 8000);
        const int Quiet = 300;
        const int Lead = 800;
        var from = Math.Max(0, Array.FindIndex(speech, static sample => Math.Abs((int)sample) > Quiet) - Lead);
        var to = Math.Min(speech.Length, Array.FindLastIndex(speech, static sample => Math.Abs((int)sample) > Quiet) + Lead);
        return speech[from..to];
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
