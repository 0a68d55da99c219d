namespace Voxie.Pipeline;

/// <summary>Carries a provider's failure through a seam that knows only exceptions (<c>IChatClient</c>).</summary>
internal sealed class ProviderFailureException(ProviderFailure failure, Exception? inner = null) : Exception(failure.Detail, inner)
{
    public ProviderFailure Failure { get; } = failure;
}
