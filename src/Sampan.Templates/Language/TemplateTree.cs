using Sampan.Templates.Nodes;

namespace Sampan.Templates.Language;

/// <summary>A parsed template: its name, its nodes, the text that they came from, and the variables that it needs room for.</summary>
internal sealed class TemplateTree(string name, ListNode root, TemplateSource source, int slotCount)
{
    public string Name { get; } = name;

    public ListNode Root { get; } = root;

    public TemplateSource Source { get; } = source;

    public int SlotCount { get; } = slotCount;

    /// <summary>Whether it has nothing but blank text: such a template never replaces another of its name.</summary>
    public bool IsEmpty { get; } = root.IsEmpty;
}
