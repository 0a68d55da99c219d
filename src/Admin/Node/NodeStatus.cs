namespace Voxie.Admin.Node;

internal enum NodeState { Starting, Ready, Draining, Stopped }

/// <summary>Where the node stands in its life. Any thread.</summary>
internal sealed class NodeStatus
{
    private volatile NodeState _state = NodeState.Starting;

    public NodeState State
    {
        get => _state;
        set => _state = value;
    }
}
