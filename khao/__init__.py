"""Khao (ข่าว) turns a repository of Thai news, reports and school data into a static site."""
