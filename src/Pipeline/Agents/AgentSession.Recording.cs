using Voxie.Pipeline.Recording;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents;

// The caller is told of the recording first, and it begins when that was heard. Who talks over it is told again, before the next answer.
internal sealed partial class AgentSession
{
    /// <summary>Whose pause it is when the agent asks for something that must not be kept.</summary>
    private const string RecordingPausedBy = "agent";

    /// <summary>Last sentence of what the caller must hear; null: it has not been said, or was cut off.</summary>
    private int? _consentEnds;

    private string? Consent => _call.Recording is { State: RecordingState.Waiting, Consent: { } text } ? text : null;

    private void AskConsentAgain(AgentTurnKind kind)
    {
        if (_consentEnds is not null || kind is not (AgentTurnKind.Answer or AgentTurnKind.Reprompt) || Consent is not { } text) return;
        _speak.Say(text);
        _consentEnds = _speak.LastSentence;
    }

    private void ConsentPlayed(int sentence)
    {
        if (_consentEnds is not { } last || sentence < last) return;
        _consentEnds = null;
        _call.Recording?.Start();
    }

    private void Take(RecordingPart part)
    {
        if (part.Paused) _call.Recording?.Pause(RecordingPausedBy);
        else _call.Recording?.Resume(RecordingPausedBy);
    }
}
