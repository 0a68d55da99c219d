using System.Buffers;
using System.Threading.Channels;
using Voxie.Pipeline.SpeechToText;

namespace Voxie.Pipeline.Providers.Local.Moonshine;

/// <summary>
/// Recognition of one call. A segment is a list of pieces already cut off (long speech is cut at its quietest point, and recognised
/// while the caller goes on) and the open rest. A look is a recognition of the open rest; it answers every flush until more is
/// written. Methods run on the call's loop; answers leave in the order of their flushes.
/// </summary>
internal sealed class MoonshineSession(Transcriber transcribe, ISpeechPool pool, TimeProvider time, int rateHz, WordBias bias) : ISpeechToTextSession
{
    /// <summary>The encoder's cost grows with the square of the length, and so does the wait at the end.</summary>
    private const int LongestSeconds = 15;
    private const int ShortestPieceSeconds = 7;

    private readonly Channel<TranscriptUpdate> _updates = Channel.CreateUnbounded<TranscriptUpdate>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ArrayBufferWriter<short> _open = new();
    private readonly List<SpeechLook> _running = [];
    private List<SpeechLook> _pieces = [];
    private SpeechLook? _look;

    /// <summary>Nothing was written since <see cref="_look"/> was made.</summary>
    private bool _lookIsFresh;
    private Task _answers = Task.CompletedTask;
    private bool _disposed;

    public ChannelReader<TranscriptUpdate> Updates => _updates.Reader;

    public void Write(ReadOnlyMemory<short> audio)
    {
        if (_disposed || audio.IsEmpty) return;
        // The caller goes on: a look that has not begun would be out of date. One that runs is let run, it shows what was said so far.
        if (_lookIsFresh) _look?.CancelIfWaiting();
        _lookIsFresh = false;
        _open.Write(audio.Span);
        while (_open.WrittenCount > LongestSeconds * rateHz) CutPiece();
    }

    public void Flush(int segment, bool final)
    {
        if (_disposed) return;
        if (!_lookIsFresh || _look is { Texts.IsFaulted: true } or { Texts.IsCanceled: true })
        {
            _look?.Cancel();
            _look = _open.WrittenCount == 0 ? null : Look(_open.WrittenSpan);
            _lookIsFresh = true;
        }
        _answers = AnswerAsync(_answers, _look is null ? [.. _pieces] : [.. _pieces, _look], segment, final);
        if (!final) return;
        _look = null;
        Forget();
    }

    public void Discard()
    {
        _look?.Cancel();
        foreach (var piece in _pieces) piece.Cancel();
        _look = null;
        Forget();
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        Discard();
        foreach (var look in _running) look.Cancel();
        await _answers;
        _updates.Writer.TryComplete();
    }

    private SpeechLook Look(ReadOnlySpan<short> speech)
    {
        _running.RemoveAll(look => look.Texts.IsCompleted);
        var look = new SpeechLook(transcribe, pool, time, speech.ToArray(), rateHz, bias);
        _running.Add(look);
        return look;
    }

    private void CutPiece()
    {
        var speech = _open.WrittenSpan;
        var cut = QuietPoint.Find(speech, rateHz, ShortestPieceSeconds * rateHz, LongestSeconds * rateHz);
        _pieces.Add(Look(speech[..cut]));
        var rest = speech[cut..].ToArray();
        _open.ResetWrittenCount();
        _open.Write(rest);
    }

    private void Forget()
    {
        _pieces = [];
        _open.ResetWrittenCount();
        _lookIsFresh = false;
    }

    private async Task AnswerAsync(Task earlier, SpeechLook[] looks, int segment, bool final)
    {
        await earlier;
        // Of the whole segment, as far as it is known; long speech comes in pieces, each with its own wordings.
        List<string> texts = [""];
        ProviderFailure? failure = null;
        foreach (var look in looks)
        {
            try
            {
                texts = Joined(texts, await look.Texts);
            }
            catch (OperationCanceledException)
            {
                failure ??= Failure("no result within the deadline, or the speech pool has stopped");
            }
            catch (Exception e)
            {
                failure ??= Failure(e.Message);
            }
        }
        // A look that came to nothing is no news: the final answer will tell.
        if (failure is not null && !final) return;
        _updates.Writer.TryWrite(new TranscriptUpdate(segment, texts[0], final, Failure: failure) { Alternatives = texts.Count > 1 ? texts[1..] : (IReadOnlyList<string>)[] });
    }

    /// <summary>The likeliest first; after it those that differ from it in one piece.</summary>
    private static List<string> Joined(List<string> before, IReadOnlyList<string> texts) =>
        [Join(before[0], texts[0]), .. before.Skip(1).Select(text => Join(text, texts[0])), .. texts.Skip(1).Select(text => Join(before[0], text))];

    private static string Join(string before, string text) => before.Length == 0 || text.Length == 0 ? before + text : $"{before} {text}";

    private static ProviderFailure Failure(string detail) => new(MoonshineSpeechToText.ProviderName, ProviderStage.SttStream, detail);
}
