using System.Threading.Channels;
using Voxie.Pipeline.Speaking;

namespace Voxie.Pipeline.Providers.Local;

/// <summary>
/// The voice of one call. Texts are synthesised one after the other, in the order they came: a call never holds more than one
/// thread of the pool. Methods run on the call's loop; results are delivered under the lock, so that nothing of an utterance
/// follows its cancellation.
/// </summary>
internal sealed class LocalVoiceSession(ISynthesiser synthesiser, SaidBefore said, ISpeechPool pool, TimeProvider time) : ITextToSpeechSession
{
    /// <summary>A sentence takes a tenth of a second. What takes this long, waiting included, is stuck.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly Channel<SpeechUpdate> _updates = Channel.CreateUnbounded<SpeechUpdate>();
    private readonly Lock _lock = new();

    // One that was cancelled or failed stays, so that text which still comes for it is not spoken.
    private readonly Dictionary<int, Utterance> _utterances = [];
    private Task _work = Task.CompletedTask;
    private bool _disposed;

    public ChannelReader<SpeechUpdate> Updates => _updates.Reader;

    public void Speak(int utteranceId, string text, bool isLast)
    {
        if (_disposed) return;
        Utterance? utterance;
        lock (_lock)
        {
            if (!_utterances.TryGetValue(utteranceId, out utterance)) _utterances[utteranceId] = utterance = new Utterance(utteranceId);
        }
        // Behind a text that is not even made yet: the caller will be hearing that one first.
        var kind = _work.IsCompleted ? SpeechWork.Synthesise : SpeechWork.SynthesiseNext;
        _work = SpeakAsync(_work, utterance, text, isLast, kind);
    }

    public void Cancel(int utteranceId)
    {
        lock (_lock)
        {
            if (_utterances.TryGetValue(utteranceId, out var utterance)) utterance.Stop();
            DropUndelivered(utteranceId);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        lock (_lock)
        {
            foreach (var utterance in _utterances.Values) utterance.Stop();
        }
        await _work;
        _updates.Writer.TryComplete();
    }

    private async Task SpeakAsync(Task earlier, Utterance utterance, string text, bool isLast, SpeechWork kind)
    {
        await earlier;
        if (utterance.IsOver) return;
        ProviderFailure? failure = null;
        var audio = ReadOnlyMemory<short>.Empty;
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, utterance.Stopped);
        try
        {
            if (!string.IsNullOrWhiteSpace(text) && !said.TryGet(text, out audio))
            {
                audio = await pool.RunAsync(kind,
                    cancellation => SpeechTrim.Trim(synthesiser.Synthesise(text, cancellation), synthesiser.RateHz), either.Token);
                said.Keep(text, audio);
            }
        }
        catch (OperationCanceledException)
        {
            failure = Failure(utterance, "no audio within the deadline, or the speech pool has stopped");
        }
        catch (Exception e)
        {
            failure = Failure(utterance, e.Message);
        }
        Deliver(utterance, audio, isLast, failure);
    }

    private void Deliver(Utterance utterance, ReadOnlyMemory<short> audio, bool isLast, ProviderFailure? failure)
    {
        lock (_lock)
        {
            if (utterance.IsOver) return;
            if (!audio.IsEmpty)
            {
                utterance.HasAudio = true;
                _updates.Writer.TryWrite(new SpeechAudio(utterance.Id, audio));
            }
            if (failure is null && !isLast) return;
            utterance.Stop();
            if (isLast) _utterances.Remove(utterance.Id);
            _updates.Writer.TryWrite(failure is null ? new UtteranceDone(utterance.Id) : new UtteranceFailed(utterance.Id, failure));
        }
    }

    /// <summary>Takes an utterance's updates out of the queue. Nobody else writes (the lock) or reads (the call's loop is here).</summary>
    private void DropUndelivered(int utteranceId)
    {
        var kept = new List<SpeechUpdate>();
        while (_updates.Reader.TryRead(out var update))
        {
            if (update.UtteranceId != utteranceId) kept.Add(update);
        }
        foreach (var update in kept) _updates.Writer.TryWrite(update);
    }

    private ProviderFailure Failure(Utterance utterance, string detail) =>
        new(synthesiser.Name, utterance.HasAudio ? ProviderStage.TtsStream : ProviderStage.TtsFirstByte, detail);

#pragma warning disable CA1001 // The source has no timer, and a late Stop may meet it: there is nothing to dispose.
    private sealed class Utterance(int id)
#pragma warning restore CA1001
    {
        private readonly CancellationTokenSource _stop = new();

        public int Id => id;
        public bool HasAudio { get; set; }
        public CancellationToken Stopped => _stop.Token;
        public bool IsOver => _stop.IsCancellationRequested;

        public void Stop() => _stop.Cancel();
    }
}
