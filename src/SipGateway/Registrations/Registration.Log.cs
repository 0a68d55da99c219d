using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Registrations;

internal sealed partial class Registration
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Registration of trunk {Trunk}: {State}. {Reason}")]
    private partial void LogLine(string trunk, TrunkLineState state, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Fault in the registration of trunk {Trunk}")]
    private partial void LogFault(Exception fault, string trunk);
}
