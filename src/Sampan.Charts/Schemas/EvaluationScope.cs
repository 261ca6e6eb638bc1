namespace Sampan.Charts.Schemas;

/// <summary>The chain of schemas through which evaluation came to where it is.</summary>
/// <param name="Schema">The schema being evaluated.</param>
/// <param name="ValueDepth">How deep in the values: equal for two scopes of one chain when they evaluate the same value.</param>
/// <param name="Parent">The scope before; null at the root.</param>
internal sealed record EvaluationScope(JsonSchema Schema, int ValueDepth, EvaluationScope? Parent)
{
    /// <summary>Whether the schema is evaluated against the same value already: its references go in a circle.</summary>
    public bool IsCycle
    {
        get
        {
            for (var scope = Parent; scope is not null && scope.ValueDepth == ValueDepth; scope = scope.Parent)
            {
                if (ReferenceEquals(scope.Schema, Schema))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The outermost schema whose resource allows itself to be extended (<c>$recursiveAnchor</c>).</summary>
    public JsonSchema OutermostRecursive(JsonSchema fallback)
    {
        var found = fallback;
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            found = scope.Schema.RecursiveAnchor ? scope.Schema : found;
        }

        return found;
    }

    /// <summary>The outermost schema that gives a name (<c>$dynamicAnchor</c>) in the resources passed through.</summary>
    public JsonSchema OutermostDynamic(string anchor, JsonSchema fallback, SchemaCompiler compiler)
    {
        var found = fallback;
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            var resource = scope.Schema.Resource;
            if (resource.DynamicAnchors.Contains(anchor))
            {
                found = compiler.SchemaAt(resource.Document, resource.Anchors[anchor]);
            }
        }

        return found;
    }
}
