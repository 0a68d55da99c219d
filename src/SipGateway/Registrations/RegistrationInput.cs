namespace Voxie.SipGateway.Registrations;

/// <summary>What can happen to a registration.</summary>
internal abstract record RegistrationInput
{
    internal sealed record Start : RegistrationInput;

    /// <summary>The registrar's addresses are known; none is a failure.</summary>
    internal sealed record Resolved(int Targets) : RegistrationInput;

    /// <summary>2xx.</summary>
    internal sealed record Granted(TimeSpan Expires) : RegistrationInput;

    /// <summary>423 with Min-Expires.</summary>
    internal sealed record TooBrief(TimeSpan AtLeast) : RegistrationInput;

    /// <summary>We are not wanted there: asking again soon would only get us banned.</summary>
    internal sealed record Refused : RegistrationInput;

    /// <summary>No answer, no way, or trouble at the registrar's.</summary>
    /// <param name="RetryAfter">What the registrar asks for; zero: nothing.</param>
    internal sealed record Failed(TimeSpan RetryAfter) : RegistrationInput;

    /// <summary>The pause is over.</summary>
    internal sealed record Due : RegistrationInput;

    /// <summary>The grant has run out.</summary>
    internal sealed record Expired : RegistrationInput;

    internal sealed record Stop : RegistrationInput;
}
