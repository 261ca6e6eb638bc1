using Sampan.Templates.Functions;

namespace Sampan.Templates.Values;

/// <summary>
/// A value with fields or methods that templates can reach: what is a struct, or a named map or list, in Go.
/// Names are looked up without reflection.
/// </summary>
public interface ITemplateObject
{
    /// <summary>The Go type's name, as messages and <c>typeOf</c> give it: <c>chartutil.KubeVersion</c>, <c>*semver.Version</c>.</summary>
    string GoType { get; }

    /// <summary>A struct's fields, in order; none for a named map or list.</summary>
    IReadOnlyList<TemplateField> Fields => [];

    /// <summary>The fields as JSON has them: renamed, without those left out when empty.</summary>
    IReadOnlyList<TemplateField> JsonFields => Fields;

    /// <summary>What is printed in the value's place, if its type says so; null for the fields.</summary>
    string? Text => null;

    /// <summary>What an action <c>{{ x }}</c> prints in the value's place, where only the type's pointer says so: <c>print</c> gives the fields.</summary>
    string? ActionText => null;

    /// <summary>The method of that name, bound to this value; null where there is none.</summary>
    TemplateFunction? Method(string name) => null;

    /// <summary>Reads a struct's field, promoted ones included.</summary>
    bool TryGetField(string name, out object? value)
    {
        foreach (var field in Fields)
        {
            if (field.Name == name)
            {
                value = field.Value;
                return true;
            }
        }

        value = null;
        return false;
    }
}

/// <summary>A field of a struct.</summary>
public readonly record struct TemplateField(string Name, object? Value);
