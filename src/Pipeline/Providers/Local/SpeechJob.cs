namespace Voxie.Pipeline.Providers.Local;

/// <summary>
/// A piece of work in the speech pool. It is run, cancelled or abandoned, exactly one of them: whoever takes it out of the queue
/// decides.
/// </summary>
internal abstract class SpeechJob
{
    protected SpeechJob(SpeechWork kind, long queuedAt)
    {
        (Kind, QueuedAt) = (kind, queuedAt);
        Place = new LinkedListNode<SpeechJob>(this);
    }

    public SpeechWork Kind { get; }
    public long QueuedAt { get; }
    public LinkedListNode<SpeechJob> Place { get; }

    /// <summary>Speech thread; never throws. The result is kept for <see cref="Tell"/>.</summary>
    public abstract void Run();

    /// <summary>Gives the result to whoever awaits it. Never on a speech thread (see <see cref="SpeechPool"/>).</summary>
    public abstract void Tell();

    /// <summary>The pool stops.</summary>
    public abstract void Abandon();

    /// <summary>Cancellation does not concern it any more.</summary>
    public abstract void Unwatch();
}
