using Voxie.Admin.Node;
using Voxie.Pipeline.Providers.Local;

namespace Voxie.Admin.Composition;

/// <summary>Puts the telephone side of a node together.</summary>
internal static class TelephonyComposition
{
    /// <exception cref="NodeStartException">A speech model is not there, or a listener's address is in use or not of this machine.</exception>
    public static Telephony Compose(NodeCore core, TimeProvider time, ILoggerFactory loggers)
    {
        try
        {
            var voice = new VoiceSide(core, time, loggers);
            return new Telephony(new DirectoryLiveCalls(voice.Calls, voice.Intake, voice.Sip), [voice]);
        }
        catch (ModelFileMissingException error)
        {
            throw new NodeStartException(error.Message, error);
        }
    }
}
