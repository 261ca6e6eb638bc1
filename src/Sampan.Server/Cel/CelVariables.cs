using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel;

/// <summary>Variables by name, for an initializer to list.</summary>
internal sealed class CelVariables : Dictionary<string, CelValue>, ICelVariables
{
    public CelValue? Find(string name) => this.GetValueOrDefault(name);
}
