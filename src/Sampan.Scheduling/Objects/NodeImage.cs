namespace Sampan.Scheduling.Objects;

/// <summary>A container image that a node has, under one of its names.</summary>
internal readonly record struct NodeImage(string Name, long SizeInBytes);
