using Sampan.Templates.Nodes;

namespace Sampan.Templates.Language;

/// <summary>What a template does, whatever its name: its nodes, and the variables that it needs room for.</summary>
internal sealed class TemplateBody(ListNode root, int slotCount)
{
    public ListNode Root { get; } = root;

    public int SlotCount { get; } = slotCount;

    public bool IsEmpty { get; } = root.IsEmpty;
}
