using Sampan.Charts.Values.Origins;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>A declaration file after rendering and merging, before its releases are resolved.</summary>
internal sealed record LoadedState(DeclarationFile File, Map Tree, StateValues Values, IReadOnlyList<ValueLayer> Layers, IReadOnlyList<string> Environments, string EnvironmentContext)
{
    /// <summary>The environment <c>default</c> needs no definition.</summary>
    public bool DefinesEnvironment(string name) => name == "default" || Environments.Contains(name);

    /// <summary>Typed access to the merged tree. Errors name the field's path: merging has lost the lines.</summary>
    public FieldReader Root() => new(Tree, null, new DeclarationText(File.Path, "", 0));
}
