namespace Sampan.Templates.Language;

/// <summary>A template that can be executed: its name, what it does, and the text that it was parsed from.</summary>
internal sealed class TemplateTree(string name, TemplateBody body, TemplateSource source)
{
    public string Name { get; } = name;

    public TemplateBody Body { get; } = body;

    public TemplateSource Source { get; } = source;

    /// <summary>Whether it has nothing but blank text: such a template never replaces another of its name.</summary>
    public bool IsEmpty => Body.IsEmpty;
}
