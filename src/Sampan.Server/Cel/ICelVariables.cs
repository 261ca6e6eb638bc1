using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel;

/// <summary>The variables of an evaluation.</summary>
internal interface ICelVariables
{
    /// <summary>The value of a variable, or null if there is none. Asked only for what the expression uses.</summary>
    CelValue? Find(string name);
}
