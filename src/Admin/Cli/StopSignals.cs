using System.Runtime.InteropServices;

namespace Voxie.Admin.Cli;

/// <summary>SIGTERM and SIGINT: the first one asks for a drain, the second one ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action<int> _exit;
    private int _seen;

    /// <param name="exit">Ends the process with a code, at once.</param>
    public StopSignals(Action<int> exit)
    {
        _exit = exit;
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, On), PosixSignalRegistration.Create(PosixSignal.SIGINT, On)];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken First => _first.Token;

    internal void On(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _seen) == 1)
        {
            _first.Cancel();
        }
        else
        {
            // As a shell reports a process that the signal ended.
            _exit(context.Signal == PosixSignal.SIGINT ? 130 : 143);
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
        _first.Dispose();
    }
}
