using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Parsing;

namespace Sampan.Server.Cel.Costs;

/// <summary>An argument as the estimate of a call sees it.</summary>
/// <param name="Expression">The expression; null for the elements of a list.</param>
/// <param name="Type">Its type.</param>
/// <param name="Path">How a declaration leads to it; empty where none does.</param>
/// <param name="Size">Its size, as far as it is known.</param>
internal readonly record struct CostNode(Expression? Expression, CelType Type, IReadOnlyList<string> Path, CostRange? Size)
{
    public CostRange SizeOrUnknown => Size ?? CostRange.Unknown;
}
