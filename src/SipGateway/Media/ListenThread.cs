using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Voxie.Pipeline.Audio;

namespace Voxie.SipGateway.Media;

/// <summary>
/// The ears of one clock thread (law 3b): woken once per phase for all its legs, it decodes what came and then makes one pass over
/// the sinks that got frames.
/// </summary>
internal sealed partial class ListenThread : IDisposable
{
    private const long LogEveryNs = 1_000_000_000;
    private const int Nice = -10;

    private readonly ListenPass _pass;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WakeSignal _wake = new();
    private readonly MediaCommands _commands;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Listening thread only.
    private readonly List<IClockedLeg> _legs = [];
    private readonly List<IFrameSink> _heard = [];
    private long _lastFaultLogged = long.MinValue / 2;

    private long _passFaults;
    private volatile bool _stop;
    private Thread? _thread;

    public ListenThread(ListenPass pass, TimeProvider time, ILogger logger)
    {
        (_pass, _time, _logger) = (pass, time, logger);
        _commands = new MediaCommands(_wake, static command => command.Gone?.TrySetResult());
    }

    /// <summary>Passes that threw.</summary>
    public long PassFaults => Volatile.Read(ref _passFaults);

    public void Start(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>The clock thread, once per phase.</summary>
    public void Wake() => _wake.Set();

    /// <summary>A command that the clock thread has already applied for its part.</summary>
    public void Post(in MediaCommand command) => _commands.Post(command);

    /// <summary>Ends the thread; completes when it has ended. The clock must have ended before.</summary>
    public Task StopAsync()
    {
        _stop = true;
        if (_thread is null) End();
        _wake.Set();
        return _ended.Task;
    }

    /// <summary>Lets go of legs in place of a thread that was never started.</summary>
    internal void ApplyCommands()
    {
        while (_commands.TryTake(out var command))
        {
            if (command.Adds) _legs.Add(command.Leg);
            else _legs.Remove(command.Leg);
            command.Gone?.TrySetResult();
        }
    }

    /// <summary>One pass. The listening thread, or a test in its place.</summary>
    internal void RunPass(long now)
    {
        ApplyCommands();
        _heard.Clear();
        for (var i = _legs.Count - 1; i >= 0; i--) Hear(i, now);
        if (_heard.Count == 0) return;
        try
        {
            _pass(CollectionsMarshal.AsSpan(_heard));
        }
        catch (Exception exception)
        {
            // Deaf for one phase is better than deaf for good.
            Volatile.Write(ref _passFaults, _passFaults + 1);
            if (now - _lastFaultLogged < LogEveryNs) return;
            _lastFaultLogged = now;
            LogPassFault(exception, _passFaults);
        }
    }

    public void Dispose() => _wake.Dispose();

    private void Run()
    {
        // What is heard late is answered late. No real-time priority, though: the pass may take milliseconds.
        MediaPriority.TryNice(Nice);
        while (!_stop)
        {
            _wake.Wait();
            RunPass(_time.GetTimestamp());
        }
        End();
    }

    private void End()
    {
        _commands.Stop();
        _ended.TrySetResult();
    }

    private void Hear(int index, long now)
    {
        var leg = _legs[index];
        try
        {
            if (leg.Hear(now) is { } sink) _heard.Add(sink);
        }
        catch (Exception exception)
        {
            _legs.RemoveAt(index);
            LogLegFault(exception);
            leg.Fault(exception);
        }
    }
}
