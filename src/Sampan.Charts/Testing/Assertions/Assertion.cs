using Sampan.Charts.Testing.Assertions.Checks;

namespace Sampan.Charts.Testing.Assertions;

/// <summary>One assertion of a test.</summary>
internal sealed record Assertion
{
    /// <summary>Its type: <c>equal</c>, <c>notExists</c>, <c>matchSnapshot</c> and so on.</summary>
    public required string Type { get; init; }

    /// <summary>What it checks.</summary>
    public required IManifestCheck Check { get; init; }

    /// <summary>Whether its type is the antonym of what it checks.</summary>
    public bool IsAntonym { get; init; }

    /// <summary>Whether it is turned round with <c>not: true</c>.</summary>
    public bool Not { get; init; }

    /// <summary>Whether the chart has to render; false for <c>failedTemplate</c>.</summary>
    public bool ExpectsSuccess { get; init; } = true;

    /// <summary>The template whose manifests it is about; empty: those of the test.</summary>
    public string Template { get; init; } = "";

    /// <summary>The document that it is about; -1: all of them.</summary>
    public int DocumentIndex { get; init; } = -1;

    /// <summary>The documents that it is about; null: all of them, or the one at the index.</summary>
    public DocumentSelector? Selector { get; init; }

    /// <summary>Whether what is checked must not hold.</summary>
    public bool IsNegative => Not != IsAntonym;
}
