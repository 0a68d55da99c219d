namespace Voxie.Pipeline.Calls;

/// <summary>New call ids (UUIDv7: they sort by time). Injected, so that a replayed conversation gets the same ids.</summary>
public interface IIdSource
{
    Guid Next();
}
