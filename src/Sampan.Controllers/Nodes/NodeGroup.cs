namespace Sampan.Controllers.Nodes;

/// <summary>A number of nodes of one shape.</summary>
/// <param name="Name">Name prefix: the nodes are <c>name-1</c>, <c>name-2</c> …</param>
/// <param name="Count">How many.</param>
/// <param name="Shape">What each offers.</param>
public sealed record NodeGroup(string Name, int Count, NodeShape Shape);
