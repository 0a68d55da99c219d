using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Calls;

/// <summary>
/// The party that is not a line: an agent in conversation, an echo, a tone. All methods are called on the call's loop, one at a time.
/// </summary>
public interface IConductor : IAsyncDisposable
{
    /// <summary>Warms what it needs while the line rings. A failure here ends the call before it is answered.</summary>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>The line is answered: attach to it and begin.</summary>
    void Start();

    /// <summary>Something happened in the call. Must not block; long work posts its result back to the mailbox.</summary>
    void Handle(CallEvent callEvent);

    /// <summary>
    /// Says goodbye and then posts <see cref="HangUpRequested"/> with <paramref name="reason"/>; the call does not wait longer than
    /// <see cref="CallLimits.FarewellWithin"/>. False: there is nothing to say, hang up.
    /// </summary>
    bool TakeLeave(CallEndReason reason) => false;

    /// <summary>The conductor lets the caller's line ring itself, when and if it wants; else the call does so at once.</summary>
    bool RingsItself => false;

    /// <summary>The caller is to be handed over: from now on the line's sound is left alone, and nobody is spoken to.</summary>
    void StepAside()
    {
    }

    /// <summary>The caller could not be handed over and is still here: go on.</summary>
    void StepBack(TransferReport report)
    {
    }

    /// <summary>The call ends for this reason; <see cref="IAsyncDisposable.DisposeAsync"/> follows.</summary>
    void Ending(CallEndReason reason)
    {
    }

    /// <summary>What of our own voice came back on the line; null: nothing that was noticed, or nobody listened for it. Any thread.</summary>
    EchoReport? Echo => null;
}
