using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Speaking;

/// <summary>
/// What the agent is about to say: filled on the call's loop, pulled by the clock of the line, without a lock between them. It can be
/// paused and cut, and knows to the sample how much was pulled. It holds what <see cref="SpeakLoop"/> lets ahead: two sentences or so.
/// </summary>
internal sealed class SpeechPlayout : IFrameSource
{
    private static readonly short[] Silence = new short[8000];

    private readonly CallMailbox _mailbox;
    private readonly TimeProvider _time;

    // Call's loop only.
    private Chunk _tail = new();
    private long _written;
    private int _lastBegun = -1;

    // Clock thread only.
    private Chunk _head;
    private bool _speaking;
    private long _expected;

    // Both. Position of the next sample to be pulled: moved by a pull, and past everything by a cut. Whoever loses the exchange gives in.
    private long _position;
    private bool _paused;
    private long _pulled;
    private long _missing;

    public SpeechPlayout(CallMailbox mailbox, TimeProvider time)
    {
        _mailbox = mailbox;
        _time = time;
        _head = _tail;
    }

    /// <summary>Samples appended so far: where the next one will stand. Call's loop.</summary>
    public long Written => _written;

    /// <summary>Samples pulled or cut so far. Any thread.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Samples that the line asked for since it plays, silence included. Any thread.</summary>
    public long Pulled => Volatile.Read(ref _pulled);

    /// <summary>Samples of dead air within a sentence: asked for, and the voice had not delivered. Any thread.</summary>
    public long Missing => Volatile.Read(ref _missing);

    /// <summary>Adds PCM16 at the line's rate to a sentence. Call's loop.</summary>
    public void Append(int sentence, ReadOnlyMemory<short> audio)
    {
        if (audio.IsEmpty) return;
        var audible = _lastBegun == sentence ? -1 : Loudness.FirstAudible(audio.Span);
        if (audible >= 0) _lastBegun = sentence;
        Link(new Chunk { Start = _written, Audio = audio, Sentence = sentence, Audible = audible });
        _written += audio.Length;
    }

    /// <summary>Adds silence that belongs to no sentence. Call's loop.</summary>
    /// <param name="samples">At most half a second's worth at 16 kHz.</param>
    public void AppendPause(int samples)
    {
        Link(new Chunk { Start = _written, Audio = Silence.AsMemory(0, Math.Min(samples, Silence.Length)) });
        _written += Math.Min(samples, Silence.Length);
    }

    /// <summary>The sentence has no more audio: <see cref="SentencePlayed"/> follows once the last sample was pulled. Call's loop.</summary>
    public void Finish(int sentence) => Link(new Chunk { Start = _written, Sentence = sentence, IsEnd = true });

    /// <summary>Silence from the next pull on, until <see cref="Resume"/>. Call's loop.</summary>
    public void Pause() => Volatile.Write(ref _paused, true);

    public void Resume() => Volatile.Write(ref _paused, false);

    /// <summary>Throws away what was not pulled, and is ready for more. Call's loop.</summary>
    /// <returns>Position of the first sample that was not played: exact, also against a pull at this very moment.</returns>
    public long Cut()
    {
        // One sample that nobody hears: what was appended before the cut stands before the new position, what comes after does not.
        _written++;
        _lastBegun = -1;
        var position = Interlocked.Exchange(ref _position, _written);
        Volatile.Write(ref _paused, false);
        return position;
    }

    /// <inheritdoc/>
    public int Pull(Span<short> frame)
    {
        Volatile.Write(ref _pulled, _pulled + frame.Length);
        if (Volatile.Read(ref _paused)) return 0;
        var from = Volatile.Read(ref _position);
        var filled = Copy(frame, from);
        // Cut while it was copied: none of this is sent.
        if (Interlocked.CompareExchange(ref _position, from + filled, from) != from) return 0;
        // A jump is a cut: the sentence that was being said is over.
        if (from != _expected) _speaking = false;
        _expected = from + filled;
        Tell(from, from + filled);
        if (_speaking && filled < frame.Length) Volatile.Write(ref _missing, _missing + frame.Length - filled);
        return filled;
    }

    private int Copy(Span<short> frame, long from)
    {
        var filled = 0;
        for (var chunk = _head; chunk is not null && filled < frame.Length; chunk = Volatile.Read(ref chunk.Next))
        {
            var skip = from + filled - chunk.Start;
            if (skip < 0 || skip >= chunk.Audio.Length) continue;
            var count = (int)Math.Min(frame.Length - filled, chunk.Audio.Length - skip);
            chunk.Audio.Span.Slice((int)skip, count).CopyTo(frame[filled..]);
            filled += count;
        }
        return filled;
    }

    /// <summary>Posts what has begun and ended between two positions, and lets go of what is behind.</summary>
    private void Tell(long from, long to)
    {
        var chunk = _head;
        while (true)
        {
            // Before the pull's first sample: told already, or cut and never heard.
            if (!chunk.Told && chunk.Start + chunk.Audio.Length >= from) TellOf(chunk, from, to);
            if (chunk.Start + chunk.Audio.Length > to || Volatile.Read(ref chunk.Next) is not { } next) break;
            chunk = next;
        }
        _head = chunk;
    }

    private void TellOf(Chunk chunk, long from, long to)
    {
        if (chunk.IsEnd)
        {
            if (chunk.Start < from || chunk.Start > to) return;
            chunk.Told = true;
            _speaking = false;
            _mailbox.Post(new SentencePlayed(chunk.Sentence, _time.GetTimestamp()));
        }
        else if (chunk.Audible >= 0 && chunk.Start + chunk.Audible >= from && chunk.Start + chunk.Audible < to)
        {
            chunk.Told = true;
            _speaking = true;
            _mailbox.Post(new SentenceBegan(chunk.Sentence, _time.GetTimestamp()));
        }
    }

    private void Link(Chunk chunk)
    {
        Volatile.Write(ref _tail.Next, chunk);
        _tail = chunk;
    }

    /// <summary>A stretch of audio, or the mark of a sentence's end. Fields but the last two are set before it is linked.</summary>
    private sealed class Chunk
    {
        public long Start { get; init; }
        public ReadOnlyMemory<short> Audio { get; init; }
        public int Sentence { get; init; }
        public int Audible { get; init; } = -1;
        public bool IsEnd { get; init; }
        public bool Told;
        public Chunk? Next;
    }
}
