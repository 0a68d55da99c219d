namespace Voxie.Pipeline.Providers.Local.Moonshine;

/// <summary>One recognition, waiting, running or done. Made and cancelled on the call's loop; runs on the pool.</summary>
#pragma warning disable CA1001 // A late Cancel may meet the source, so it is never disposed; its timer is stopped instead.
internal sealed class SpeechLook
#pragma warning restore CA1001
{
    /// <summary>A recognition that has not come back by then never will in time to matter.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop;
    private volatile bool _started;

    public SpeechLook(Transcriber transcribe, ISpeechPool pool, TimeProvider time, short[] speech, int rateHz, WordBias bias)
    {
        _stop = new CancellationTokenSource(Deadline, time);
        Texts = RunAsync(transcribe, pool, speech, rateHz, bias);
    }

    /// <summary>Cancelled when it was given up or missed the deadline.</summary>
    public Task<IReadOnlyList<string>> Texts { get; }

    public void Cancel() => _stop.Cancel();

    /// <summary>Gives up a run that has cost nothing yet.</summary>
    public void CancelIfWaiting()
    {
        if (!_started) _stop.Cancel();
    }

    private async Task<IReadOnlyList<string>> RunAsync(Transcriber transcribe, ISpeechPool pool, short[] speech, int rateHz, WordBias bias)
    {
        try
        {
            return await pool.RunAsync(SpeechWork.Recognise, cancellation =>
            {
                _started = true;
                return transcribe(speech, rateHz, bias, cancellation);
            }, _stop.Token);
        }
        finally
        {
            _stop.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }
}
